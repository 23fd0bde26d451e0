using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>Shows the trainings of the classifier.</summary>
internal static class ClassifierReport
{
    /// <summary>Updates and seconds to the target.</summary>
    public static ReportTable Table(TrialRows rows) => new(
        OptimisersRows.Classifier,
        ["optimizer", "chosen", "came to the target", "updates to target", "seconds to target", "milliseconds an update", "accuracy held out, %", "test error, %"],
        [.. OptimisersRows.Names(rows, OptimisersRows.Classifier).Select(name => Row(OptimisersRows.Trainings(rows, name), name))],
        "Mean ± standard deviation over seeds; updates and seconds over those that came to the target. A training ends there, or when its epochs are over; accuracy and test error are of its end.");

    private static IReadOnlyList<string> Row(TrialRow[] trainings, string name) =>
    [
        name,
        NumberText.Short(trainings[0].Setting!.Value),
        $"{trainings.Count(row => row.Values.ContainsKey(OptimisersRows.TargetUpdates))} of {trainings.Length}",
        Spread(trainings, OptimisersRows.TargetUpdates, "f0"),
        Spread(trainings, OptimisersRows.TargetSeconds, "f2"),
        Spread(trainings, OptimisersRows.UpdateSeconds, "f2", 1000),
        trainings.Any(row => row.Values.ContainsKey(OptimisersRows.Accuracy)) ? Spread(trainings, OptimisersRows.Accuracy, "f2", 100) : "diverged",
        Spread(trainings, OptimisersRows.TestError, "f2", 100),
    ];

    private static string Spread(TrialRow[] trainings, string value, string format, double scale = 1) =>
        new TrialRows([.. trainings.Select(row => row with { Setting = null })]).Spread(OptimisersRows.Classifier, trainings[0].Method, null, value, format, scale);
}
