using Neuromanifold.Studies.Conditioning;
using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Rfim;

/// <summary>Where the numbers of the study stand in its rows: a row an epoch, whose setting is its number and which holds no loss if training diverged in it, and one for each learning rate tried.</summary>
internal static class RfimRows
{
    public const string Seconds = "seconds", TrainingLoss = "train_loss", TrainingError = "train_error", TestLoss = "test_loss", TestError = "test_error", Rate = "lr", HeldOutLoss = "validation_loss";

    private const string Choice = ", learning rate";

    /// <summary>The method of rows that tried learning rates of an optimiser.</summary>
    public static string ChoiceOf(string optimiser) => optimiser + Choice;

    /// <summary>The networks.</summary>
    public static IEnumerable<string> Parts(TrialRows rows) => rows.All.Select(row => row.Part).Distinct(StringComparer.Ordinal);

    /// <summary>The optimisers of a network.</summary>
    public static string[] Optimisers(TrialRows rows, string part) => [.. Trained(rows, part).Select(row => row.Method).Distinct(StringComparer.Ordinal)];

    /// <summary>The epochs that an optimiser completed from every seed that the network was trained from.</summary>
    public static double[] Epochs(TrialRows rows, string part, string optimiser)
    {
        int seeds = Trained(rows, part).Select(row => row.Seed).Distinct().Count();
        return [.. Trained(rows, part).Where(row => row.Method == optimiser && row.Values.ContainsKey(TrainingLoss)).GroupBy(row => row.Setting!.Value).Where(epoch => epoch.Count() == seeds).Select(epoch => epoch.Key).Order()];
    }

    /// <summary>The number of the last epoch that any optimiser completed; 0 where all diverged before.</summary>
    public static double LastEpoch(TrialRows rows, string part) => Trained(rows, part).Where(row => row.Values.ContainsKey(TrainingLoss)).Select(row => row.Setting!.Value).DefaultIfEmpty(0).Max();

    /// <summary>The learning rate with the least loss on the held-out part; null where all diverged.</summary>
    public static double? BestRate(TrialRows rows, string part, string optimiser) => rows.All
        .Where(row => row.Part == part && row.Method == ChoiceOf(optimiser) && row.Values.ContainsKey(HeldOutLoss))
        .MinBy(row => row.Values[HeldOutLoss])?.Setting;

    private static IEnumerable<TrialRow> Trained(TrialRows rows, string part) => rows.All.Where(row => row.Part == part && !row.Method.EndsWith(Choice, StringComparison.Ordinal));
}
