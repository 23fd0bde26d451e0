using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics;

/// <summary>
/// The Riemannian geometry of the Fisher information between two distributions of one family: the distance, the shortest path, and where
/// a velocity leads. In closed form where there is one [Rao45].
/// </summary>
public static class FisherRao
{
    /// <summary>d(P, Q), the length of the shortest path within the family.</summary>
    /// <exception cref="InvalidInputException">P and Q are of different families.</exception>
    /// <exception cref="NumericalException">The distance could not be found to its accuracy.</exception>
    public static GeodesicDistance Distance(Distribution from, Distribution to)
    {
        (GeodesicChart chart, double[] start, double[] end) = Points(from, to);
        return Finite(chart.Space.Distance(start, end), from, to);
    }

    /// <summary>The shortest path from P to Q within the family.</summary>
    /// <exception cref="InvalidInputException">P and Q are of different families.</exception>
    /// <exception cref="NumericalException">The path could not be found to its accuracy, or there are several.</exception>
    public static Geodesic Geodesic(Distribution from, Distribution to)
    {
        (GeodesicChart chart, double[] start, double[] end) = Points(from, to);
        Geodesic path = new(from, to, chart, chart.Space.Connect(start, end));
        Finite(path.Distance, from, to);
        return path;
    }

    /// <summary>exp_P(v): where the geodesic that leaves P with velocity v, in the usual chart's coordinates, is at time 1.</summary>
    /// <exception cref="NumericalException">The geodesic leaves the family before.</exception>
    public static Distribution Exponential(Distribution from, params ReadOnlySpan<double> velocity)
    {
        DistributionFamily family = from.Family;
        if (velocity.Length != family.Dimension) throw new ArgumentException($"A velocity in the family '{family}' has {family.Dimension} coordinates, found {velocity.Length}.", nameof(velocity));
        GeodesicChart chart = GeodesicCharts.Of(family);
        double[] point = new double[chart.Space.PointLength], pointVelocity = new double[point.Length], end = new double[point.Length], parameters = new double[family.ParameterLength];
        chart.ToSpace(from.Parameters.AsSpan(), point);
        chart.ToSpaceVelocity(family, point, velocity, pointVelocity);
        chart.Space.Exponential(point, pointVelocity, end);
        chart.FromSpace(end, parameters);
        return family.At(parameters);
    }

    /// <summary>Shortest paths of a manifold in its chart, found between their ends.</summary>
    public static GeodesicSpace Space(StatisticalManifold manifold) => GeodesicCharts.OnManifold(manifold);

    /// <summary>The space in which the shortest paths of a family are known or found, and how its points are parameters.</summary>
    public static GeodesicChart Chart(DistributionFamily family) => GeodesicCharts.Of(family);

    private static (GeodesicChart Chart, double[] From, double[] To) Points(Distribution from, Distribution to)
    {
        if (!from.Family.Equals(to.Family))
            throw new InvalidInputException("The second distribution", $"{to}", $"one of the family of {from}", "Fisher–Rao distances are those within one family.");
        GeodesicChart chart = GeodesicCharts.Of(from.Family);
        double[] start = new double[chart.Space.PointLength], end = new double[start.Length];
        chart.ToSpace(from.Parameters.AsSpan(), start);
        chart.ToSpace(to.Parameters.AsSpan(), end);
        return (chart, start, end);
    }

    private static GeodesicDistance Finite(GeodesicDistance distance, Distribution from, Distribution to) => double.IsFinite(distance.Value)
        ? distance
        : throw new NumericalException($"The Fisher–Rao distance of {from} and {to} is not finite in double precision.");
}
