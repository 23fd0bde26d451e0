using Neuromanifold.Studies.Trials;

namespace Neuromanifold.Studies.Rfim;

/// <summary>Judges what was published of the relative natural gradient. Source: [SunNielsen17].</summary>
internal static class RfimClaims
{
    /// <summary>The claims about a network.</summary>
    public static IEnumerable<StudyClaim> Of(TrialRows rows, string part)
    {
        double last = RfimRows.LastEpoch(rows, part);
        foreach (string other in RfimRows.Optimisers(rows, part).Where(name => name != RfimPlan.Relative))
        {
            double[] epochs = [.. RfimRows.Epochs(rows, part, RfimPlan.Relative).Intersect(RfimRows.Epochs(rows, part, other))];
            string faster = $"rngd learns faster than {other} by epochs: its training loss is lower after each.", lower = $"rngd reaches a lower training error than {other}.";
            if (!epochs.Contains(last))
            {
                // Of a peer that diverged nothing can be said; that rngd does not is part of the claim.
                bool? verdict = RfimRows.Epochs(rows, part, other).Contains(last) ? false : null;
                string found = verdict is null ? $"A training of {other} diverged." : "A training of rngd diverged.";
                yield return new StudyClaim(part, faster, found, null, verdict);
                yield return new StudyClaim(part, lower, found, null, verdict);
                continue;
            }

            double[] ratios = [.. epochs.Select(epoch => Mean(RfimPlan.Relative, epoch, RfimRows.TrainingLoss) / Mean(other, epoch, RfimRows.TrainingLoss))];
            yield return new StudyClaim(
                part,
                faster,
                $"Its loss is lower after {ratios.Count(ratio => ratio < 1)} of {ratios.Length} epochs, {NumberText.Short(ratios[0])} times the other's after the first and {NumberText.Short(ratios[^1])} times after the last.",
                ratios.Max(),
                ratios.All(ratio => ratio < 1));
            double own = Mean(RfimPlan.Relative, last, RfimRows.TrainingError), others = Mean(other, last, RfimRows.TrainingError);
            yield return new StudyClaim(
                part,
                lower,
                $"After {last} epochs {Numbers.Percent(own)} against {Numbers.Percent(others)} in training; {Numbers.Percent(Mean(RfimPlan.Relative, last, RfimRows.TestError))} against {Numbers.Percent(Mean(other, last, RfimRows.TestError))} in test.",
                own - others,
                own < others);
        }

        double Mean(string optimiser, double epoch, string value) => rows.Mean(part, optimiser, epoch, value);
    }
}
