using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Rfim;

/// <summary>Shows what the study measured: for each network a table of the ends and charts of the ways there.</summary>
internal static class RfimReport
{
    /// <summary>Each optimiser after the last epoch that it completed from every seed.</summary>
    public static ReportTable Table(TrialRows rows, string part) => new(
        part,
        ["optimizer", "learning rate", "epochs", "training loss", "training error, %", "test error, %", "seconds an epoch"],
        [.. RfimRows.Optimisers(rows, part).Select(optimiser => Row(rows, part, optimiser))],
        "Mean ± standard deviation over seeds after the last epoch; seconds are of training alone.");

    /// <summary>Training and test error over epochs and over seconds.</summary>
    public static IEnumerable<ReportChart> Charts(TrialRows rows, string part) =>
    [
        Chart(rows, part, "Training loss over epochs", RfimRows.TrainingLoss, "training loss, nats", 1, isOverSeconds: false),
        Chart(rows, part, "Training loss over seconds", RfimRows.TrainingLoss, "training loss, nats", 1, isOverSeconds: true),
        Chart(rows, part, "Training error over epochs", RfimRows.TrainingError, "training error, %", 100, isOverSeconds: false),
        Chart(rows, part, "Training error over seconds", RfimRows.TrainingError, "training error, %", 100, isOverSeconds: true),
        Chart(rows, part, "Test error over epochs", RfimRows.TestError, "test error, %", 100, isOverSeconds: false),
        Chart(rows, part, "Test error over seconds", RfimRows.TestError, "test error, %", 100, isOverSeconds: true),
    ];

    private static IReadOnlyList<string> Row(TrialRows rows, string part, string optimiser)
    {
        double[] epochs = RfimRows.Epochs(rows, part, optimiser);
        if (epochs.Length == 0) return [optimiser, "–", "0: a training diverged", "–", "–", "–", "–"];
        double last = epochs[^1];
        return
        [
            optimiser,
            NumberText.Short(rows.Mean(part, optimiser, last, RfimRows.Rate)),
            $"{last}{(last < RfimRows.LastEpoch(rows, part) ? ": a training diverged" : "")}",
            rows.Spread(part, optimiser, last, RfimRows.TrainingLoss, "f4"),
            rows.Spread(part, optimiser, last, RfimRows.TrainingError, "f2", 100),
            rows.Spread(part, optimiser, last, RfimRows.TestError, "f2", 100),
            rows.Spread(part, optimiser, last, RfimRows.Seconds, "f2", 1 / last),
        ];
    }

    private static ReportChart Chart(TrialRows rows, string part, string title, string value, string label, double scale, bool isOverSeconds) => new()
    {
        Subject = part,
        Title = title,
        Description = "Lines are means over seeds, bands their range.",
        X = new ReportAxis(isOverSeconds ? "seconds of training" : "epoch"),
        Y = new ReportAxis(label, IsLogarithmic: true),
        Lines =
        [
            .. RfimRows.Optimisers(rows, part).Select(optimiser =>
            {
                double[] epochs = RfimRows.Epochs(rows, part, optimiser);
                double[][] values = [.. epochs.Select(epoch => rows.Values(part, optimiser, epoch, value))];
                return new ReportLine
                {
                    Name = optimiser,
                    X = isOverSeconds ? [.. epochs.Select(epoch => rows.Mean(part, optimiser, epoch, RfimRows.Seconds))] : epochs,
                    Y = [.. values.Select(one => scale * one.Average())],
                    Low = [.. values.Select(one => scale * one.Min())],
                    High = [.. values.Select(one => scale * one.Max())],
                };
            }),
        ],
    };
}
