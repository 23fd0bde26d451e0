using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>Shows the trainings of the autoencoder.</summary>
internal static class AutoencoderReport
{
    /// <summary>How each training ended, and when it came to where momentum ended.</summary>
    public static ReportTable Table(TrialRows rows)
    {
        (double Target, Arrival First)? reference = Arrival.OfMomentum(rows);
        string caption = "Error: squared reconstruction error an image, on all images. In brackets: how many times fewer than momentum. The target is momentum's last error on the training images looked at"
            + (reference is { } known ? $", {NumberText.Format(known.Target, "f3")}" : "")
            + string.Create(CultureInfo.InvariantCulture, $"; for K-FAC {OptimisersClaims.FewerUpdates} times fewer updates and {OptimisersClaims.FewerSeconds} times fewer seconds were published. One training each.");
        return new ReportTable(
            OptimisersRows.Autoencoder,
            ["optimizer", "chosen", "updates", "seconds an update", "training loss", "training error", "test error", "updates to target", "seconds to target"],
            [.. OptimisersRows.Names(rows, OptimisersRows.Autoencoder).Select(name => Row(rows, name, reference))],
            caption);
    }

    /// <summary>Loss and errors over updates and over seconds.</summary>
    public static IEnumerable<ReportChart> Charts(TrialRows rows) =>
    [
        Chart(rows, "Training loss over updates", OptimisersRows.TrainingLoss, "training loss, nats an image", isOverSeconds: false),
        Chart(rows, "Training loss over seconds", OptimisersRows.TrainingLoss, "training loss, nats an image", isOverSeconds: true),
        Chart(rows, "Training error over updates", OptimisersRows.TrainingError, "squared error, training images", isOverSeconds: false),
        Chart(rows, "Training error over seconds", OptimisersRows.TrainingError, "squared error, training images", isOverSeconds: true),
        Chart(rows, "Test error over updates", OptimisersRows.TestError, "squared error, test images", isOverSeconds: false),
        Chart(rows, "Test error over seconds", OptimisersRows.TestError, "squared error, test images", isOverSeconds: true),
    ];

    private static IReadOnlyList<string> Row(TrialRows rows, string name, (double Target, Arrival First)? reference)
    {
        TrialRow first = rows.All.First(row => row.Part == OptimisersRows.Autoencoder && row.Method == name);
        string chosen = NumberText.Format(first.Values[OptimisersRows.Chosen], "g3");
        if (OptimisersRows.EndRow(rows, name) is not { } end) return [name, chosen, "diverged", "–", "–", "–", "–", "–", "–"];
        Arrival? arrival = reference is { } known ? Arrival.Of(OptimisersRows.Looks(rows, name), known.Target) : null;
        return
        [
            name,
            chosen,
            NumberText.Format(end.Setting!.Value, "f0"),
            NumberText.Format(end.Values[OptimisersRows.Seconds] / end.Setting.Value, "g3"),
            NumberText.Format(end.Values[OptimisersRows.TrainingLoss], "f2"),
            NumberText.Format(end.Values[OptimisersRows.TrainingError], "f3"),
            NumberText.Format(end.Values[OptimisersRows.TestError], "f3"),
            arrival is null ? "not reached" : $"{NumberText.Format(arrival.Updates, "f0")} ({NumberText.Format(reference!.Value.First.Updates / arrival.Updates, "g3")}×)",
            arrival is null ? "not reached" : $"{NumberText.Format(arrival.Seconds, "f1")} ({NumberText.Format(reference!.Value.First.Seconds / arrival.Seconds, "g3")}×)",
        ];
    }

    private static ReportChart Chart(TrialRows rows, string title, string value, string label, bool isOverSeconds) => new()
    {
        Subject = OptimisersRows.Autoencoder,
        Title = title,
        Description = "One training each, at the setting that was chosen.",
        X = new ReportAxis(isOverSeconds ? "seconds of training" : "updates", IsLogarithmic: true),
        Y = new ReportAxis(label, IsLogarithmic: true),
        Lines =
        [
            .. OptimisersRows.Names(rows, OptimisersRows.Autoencoder).Select(name =>
            {
                TrialRow[] looks = OptimisersRows.Looks(rows, name);
                return new ReportLine
                {
                    Name = name,
                    X = [.. looks.Select(look => isOverSeconds ? look.Values[OptimisersRows.Seconds] : look.Setting!.Value)],
                    Y = [.. looks.Select(look => look.Values[value])],
                };
            }),
        ],
    };
}
