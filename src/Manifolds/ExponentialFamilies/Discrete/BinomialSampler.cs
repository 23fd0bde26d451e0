using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

/// <summary>
/// Draws the number of successes: trial by trial where they are few, else by splitting them at their median, an order statistic of
/// uniform numbers, which is beta. Cost: O(log n) beta draws. [Devroye86], X.4.3
/// </summary>
internal static class BinomialSampler
{
    private const int FewTrials = 24;

    /// <summary>A number of successes.</summary>
    public static double Sample(int trials, double probability, ref RandomSequence random)
    {
        double successes = 0;
        while (trials > FewTrials)
        {
            int median = (trials + 1) / 2, above = trials + 1 - median;
            double logLow = GammaSampler.SampleLog(median, ref random), logHigh = GammaSampler.SampleLog(above, ref random);
            double split = 1 / (1 + Math.Exp(logHigh - logLow));
            if (split <= probability)
            {
                // All numbers up to the median lie below the probability; the others are uniform above it.
                successes += median;
                probability = (probability - split) / (1 - split);
                trials -= median;
            }
            else
            {
                probability /= split;
                trials = median - 1;
            }
        }

        for (int trial = 0; trial < trials; trial++) successes += random.NextUniform() < probability ? 1 : 0;
        return successes;
    }
}
