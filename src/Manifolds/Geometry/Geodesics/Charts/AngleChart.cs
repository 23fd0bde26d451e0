using Neuromanifold.Manifolds.Distributions;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Charts;

/// <summary>Von Mises distributions by θ = κ(cos μ, sin μ): the natural chart, in which angles have no seam and κ = 0 is a point like any other.</summary>
internal sealed class AngleChart(DistributionFamily family) : GeodesicChart(GeodesicCharts.OnManifold(family.Manifold(Chart.Natural)))
{
    /// <inheritdoc/>
    public override void ToSpace(ReadOnlySpan<double> parameters, Span<double> point)
    {
        (double sine, double cosine) = Math.SinCos(parameters[0]);
        (point[0], point[1]) = (parameters[1] * cosine, parameters[1] * sine);
    }

    /// <inheritdoc/>
    public override void FromSpace(ReadOnlySpan<double> point, Span<double> parameters)
    {
        parameters[0] = Math.Atan2(point[1], point[0]);
        parameters[1] = double.Hypot(point[0], point[1]);
    }

    /// <inheritdoc/>
    public override void ToSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> coordinates, Span<double> velocity)
    {
        double length = double.Hypot(point[0], point[1]), growth = coordinates[1] / length;
        velocity[0] = (growth * point[0]) - (coordinates[0] * point[1]);
        velocity[1] = (growth * point[1]) + (coordinates[0] * point[0]);
    }

    /// <inheritdoc/>
    public override void FromSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, Span<double> coordinates)
    {
        double length = double.Hypot(point[0], point[1]), x = point[0] / length, y = point[1] / length;
        coordinates[0] = ((x * velocity[1]) - (y * velocity[0])) / length;
        coordinates[1] = (x * velocity[0]) + (y * velocity[1]);
    }
}
