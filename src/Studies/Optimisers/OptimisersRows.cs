using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>
/// Where the numbers of the study stand in its rows. Of the autoencoder: a row a look, whose setting is the number of updates, and one
/// for the end. Of the classifier: a row a training. Of both: a row for each value tried, whose setting is the value.
/// </summary>
internal static class OptimisersRows
{
    public const string Autoencoder = "autoencoder", Classifier = "classifier";

    public const string Seconds = "seconds", Updates = "updates", TrainingLoss = "train_loss", TrainingError = "train_error", TestLoss = "test_loss",
        TestError = "test_error", Chosen = "chosen", HeldOutLoss = "validation_loss", Accuracy = "validation_accuracy", TargetUpdates = "updates_to_target",
        TargetSeconds = "seconds_to_target", UpdateSeconds = "seconds_an_update";

    private const string Choice = ", choice", End = ", end";

    /// <summary>The method of rows that tried values.</summary>
    public static string ChoiceOf(string name) => name + Choice;

    /// <summary>The method of rows about a training's end.</summary>
    public static string EndOf(string name) => name + End;

    /// <summary>The optimisers of a part, in the order of the study.</summary>
    public static string[] Names(TrialRows rows, string part) =>
        [.. rows.All.Where(row => row.Part == part && !row.Method.EndsWith(Choice, StringComparison.Ordinal) && !row.Method.EndsWith(End, StringComparison.Ordinal)).Select(row => row.Method).Distinct(StringComparer.Ordinal)];

    /// <summary>The looks along a training of the autoencoder, in their order.</summary>
    public static TrialRow[] Looks(TrialRows rows, string name) => [.. rows.All.Where(row => row.Part == Autoencoder && row.Method == name && row.Values.ContainsKey(TrainingError)).OrderBy(row => row.Setting)];

    /// <summary>How a training of the autoencoder ended; null where it diverged.</summary>
    public static TrialRow? EndRow(TrialRows rows, string name) => rows.All.FirstOrDefault(row => row.Part == Autoencoder && row.Method == EndOf(name));

    /// <summary>The trainings of the classifier that count.</summary>
    public static TrialRow[] Trainings(TrialRows rows, string name) => [.. rows.All.Where(row => row.Part == Classifier && row.Method == name).OrderBy(row => row.Seed)];

    /// <summary>The value tried with the least loss on held-out images; null where none was tried or all diverged.</summary>
    public static double? BestForAutoencoder(TrialRows rows, string name) => Tried(rows, Autoencoder, name).Where(row => row.Values.ContainsKey(HeldOutLoss)).MinBy(row => row.Values[HeldOutLoss])?.Setting;

    /// <summary>The value tried with the fewest updates to the target, or where none got there the most accurate; null where none was tried or all diverged.</summary>
    public static double? BestForClassifier(TrialRows rows, string name) => Tried(rows, Classifier, name)
        .Where(row => row.Values.ContainsKey(Accuracy))
        .OrderBy(row => row.Values.GetValueOrDefault(TargetUpdates, double.PositiveInfinity))
        .ThenByDescending(row => row.Values[Accuracy])
        .FirstOrDefault()?.Setting;

    private static IEnumerable<TrialRow> Tried(TrialRows rows, string part, string name) => rows.All.Where(row => row.Part == part && row.Method == ChoiceOf(name));
}
