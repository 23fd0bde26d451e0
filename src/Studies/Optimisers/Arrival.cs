using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Optimisers;

/// <summary>When a training first was as good as asked, between two looks by straight lines.</summary>
/// <param name="Updates">Updates by then.</param>
/// <param name="Seconds">Seconds by then.</param>
internal sealed record Arrival(double Updates, double Seconds)
{
    /// <summary>When the error on training images first was at most <paramref name="target"/>; null for never.</summary>
    public static Arrival? Of(IReadOnlyList<TrialRow> looks, double target)
    {
        for (int i = 0; i < looks.Count; i++)
        {
            double error = Error(looks[i]);
            if (error > target) continue;
            if (i == 0) return new Arrival(looks[0].Setting!.Value, Seconds(looks[0]));
            double before = Error(looks[i - 1]), share = (before - target) / (before - error);
            return new Arrival(
                Between(looks[i - 1].Setting!.Value, looks[i].Setting!.Value, share),
                Between(Seconds(looks[i - 1]), Seconds(looks[i]), share));
        }

        return null;

        static double Error(TrialRow row) => row.Values[OptimisersRows.TrainingError];
        static double Seconds(TrialRow row) => row.Values[OptimisersRows.Seconds];
        static double Between(double from, double to, double share) => from + (share * (to - from));
    }

    /// <summary>The error on training images at which momentum ended, and when it first had it; null where it diverged or is not among the trainings.</summary>
    public static (double Target, Arrival First)? OfMomentum(TrialRows rows)
    {
        if (OptimisersRows.EndRow(rows, Reference) is null) return null;
        TrialRow[] looks = OptimisersRows.Looks(rows, Reference);
        double target = looks[^1].Values[OptimisersRows.TrainingError];
        return (target, Of(looks, target)!);
    }

    /// <summary>The optimiser that sets the target.</summary>
    public const string Reference = "momentum";
}
