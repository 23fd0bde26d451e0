using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>
/// Where integrals over outcomes are cut, so that no density hides between two points of a rule however narrow it is: quantiles of a
/// few samples of each distribution, and from its outer ones a ladder of steps that double.
/// </summary>
internal static class Landmarks
{
    private const int Samples = 255;

    private const int LeastRungs = 3;

    private const int MostRungs = 80;

    private static readonly int[] _ranks = [3, 31, 63, 127, 191, 223, 251];

    /// <summary>The points of both, ascending, without those that coincide.</summary>
    public static double[] Of(Distribution p, Distribution q)
    {
        double[] first = Quantiles(p), second = Quantiles(q);
        double[] both = [.. first, .. second];
        double low = both.DefaultIfEmpty(0).Min(), high = both.DefaultIfEmpty(0).Max();
        List<double> points = [.. both];
        foreach (double[] own in (double[][])[first, second])
        {
            if (own.Length < 2) continue;
            double spread = own[^1] - own[0];
            for (int rung = 1; rung <= MostRungs; rung++)
            {
                double reach = spread * (Math.ScaleB(1, rung) - 1);
                if (rung <= LeastRungs || own[^1] + reach < high) points.Add(own[^1] + reach);
                if (rung <= LeastRungs || own[0] - reach > low) points.Add(own[0] - reach);
            }
        }

        return [.. points.Where(double.IsFinite).Distinct().Order()];
    }

    /// <summary>The least and the largest of a few samples of a distribution of numbers.</summary>
    public static (double Least, double Largest) Range(Distribution distribution)
    {
        double[] sorted = Sorted(distribution);
        return (sorted[0], sorted[^1]);
    }

    private static double[] Quantiles(Distribution distribution)
    {
        double[] sorted = Sorted(distribution);
        return [.. _ranks.Select(rank => sorted[rank]).Where(double.IsFinite).Distinct()];
    }

    private static double[] Sorted(Distribution distribution)
    {
        Matrix<double> outcomes = distribution.Sample(Samples, RandomStream.FromSeed(0).Split("landmarks"));
        double[] sorted = outcomes.AsSpan().ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
