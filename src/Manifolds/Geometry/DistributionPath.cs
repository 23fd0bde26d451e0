using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Geometry.Geodesics;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>Distributions on the way from one to another, at equal steps of the geodesic's parameter.</summary>
/// <param name="Kind">The geodesic.</param>
/// <param name="Times">From 0 to 1.</param>
/// <param name="Points">The distributions, both ends included.</param>
/// <param name="Length">Its Fisher–Rao length; the distance of its ends for the shortest path, else longer.</param>
public sealed record DistributionPath(PathKind Kind, IReadOnlyList<double> Times, IReadOnlyList<Distribution> Points, Estimate Length)
{
    // What adaptive integration leaves open, relative to a length.
    private const double IntegrationError = 1e-12;

    /// <summary>The path between two distributions of one family.</summary>
    /// <exception cref="InvalidInputException">The families differ, or have no such geodesic.</exception>
    /// <exception cref="NumericalException">The geodesic was not found.</exception>
    public static DistributionPath Between(Distribution from, Distribution to, PathKind kind, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        double[] times = [.. Enumerable.Range(0, count).Select(index => (double)index / (count - 1))];
        if (kind == PathKind.FisherRao)
        {
            Geodesic geodesic = FisherRao.Geodesic(from, to);
            return new(kind, times, Ends(from, to, times, geodesic.At), new Estimate(geodesic.Length, geodesic.Method, geodesic.ErrorEstimate));
        }

        if (from.Family is not ExponentialFamily family) throw new InvalidInputException("An e- or m-geodesic", from.Family.ToString(), "distributions of an exponential family");
        if (!from.Family.Equals(to.Family)) throw new InvalidInputException("A geodesic", $"{from.Family} and {to.Family}", "distributions of one family");
        bool exponential = kind == PathKind.Exponential;
        FlatGeodesics flat = new(family, exponential ? FlatConnection.Exponential : FlatConnection.Mixture);
        double[] start = new double[family.Dimension], end = new double[family.Dimension];
        if (exponential) family.ToNatural(from.Parameters.AsSpan(), start);
        else family.ToMean(from.Parameters.AsSpan(), start);
        if (exponential) family.ToNatural(to.Parameters.AsSpan(), end);
        else family.ToMean(to.Parameters.AsSpan(), end);
        double length = new Curve(family.Manifold(exponential ? Chart.Natural : Chart.Expectation), (time, point) =>
        {
            for (int place = 0; place < start.Length; place++) point[place] = start[place] + (time * (end[place] - start[place]));
        }).Length(0, 1);
        return new(kind, times, Ends(from, to, times, time => flat.Between(from, to, time)), new Estimate(length, EstimateMethod.Quadrature, IntegrationError * length));
    }

    // The ends are what was given, not what rounding makes of them.
    private static Distribution[] Ends(Distribution from, Distribution to, double[] times, Func<double, Distribution> at) =>
        [from, .. times[1..^1].Select(at), to];
}
