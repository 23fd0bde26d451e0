using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Projections.Centroids;

/// <summary>Points of one family and their weights, checked.</summary>
internal static class CentroidWeights
{
    private const double SumTolerance = 1e-9;

    /// <summary>The weights: equal ones where none are given.</summary>
    /// <exception cref="InvalidInputException">Points of several families, or weights that are negative or do not sum to one.</exception>
    public static double[] Of(IReadOnlyList<Distribution> points, ReadOnlySpan<double> weights)
    {
        if (points.Count == 0) throw new InvalidInputException("A centroid", "no distribution", "one or more");
        foreach (Distribution point in points)
        {
            if (!point.Family.Equals(points[0].Family)) throw new InvalidInputException("A centroid", $"{points[0].Family} and {point.Family}", "distributions of one family");
        }

        if (weights.IsEmpty) return [.. Enumerable.Repeat(1.0 / points.Count, points.Count)];
        if (weights.Length != points.Count) throw new InvalidInputException("The weights of a centroid", $"{weights.Length}", $"{points.Count}, one a distribution");
        double sum = 0;
        foreach (double weight in weights)
        {
            if (!(weight >= 0)) throw new InvalidInputException("A weight of a centroid", FormattableString.Invariant($"{weight:R}"), "a number ≥ 0");
            sum += weight;
        }

        return Math.Abs(sum - 1) <= SumTolerance ? weights.ToArray() : throw new InvalidInputException("The weights of a centroid", FormattableString.Invariant($"a sum of {sum:R}"), "1");
    }
}
