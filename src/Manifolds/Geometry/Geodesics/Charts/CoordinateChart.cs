using Neuromanifold.Manifolds.Distributions;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Charts;

/// <summary>A family whose geodesics are computed in its usual coordinates.</summary>
internal sealed class CoordinateChart(DistributionFamily family, GeodesicSpace space) : GeodesicChart(space)
{
    /// <inheritdoc/>
    public override void ToSpace(ReadOnlySpan<double> parameters, Span<double> point) => family.ToCoordinates(parameters, point);

    /// <inheritdoc/>
    public override void FromSpace(ReadOnlySpan<double> point, Span<double> parameters) => family.FromCoordinates(point, parameters);

    /// <inheritdoc/>
    public override void ToSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> coordinates, Span<double> velocity) => coordinates.CopyTo(velocity);

    /// <inheritdoc/>
    public override void FromSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, Span<double> coordinates) => velocity.CopyTo(coordinates);
}
