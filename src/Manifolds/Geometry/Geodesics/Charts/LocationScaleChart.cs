using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;
using Neuromanifold.Manifolds.LocationScale;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Charts;

/// <summary>
/// Families of a location m and a scale s with the metric (a dm² + 2c dm ds + b ds²)/s², by (m + (c/a)s, s): a hyperbolic plane. Where the
/// usual coordinates are others, as Weibull's shape k = 1/s and scale λ = eᵐ, velocities are carried to them.
/// </summary>
internal sealed class LocationScaleChart(IHalfPlaneFamily family) : GeodesicChart(new HyperbolicPlane(family.Plane.Location, family.Plane.Radius * family.Plane.Radius))
{
    private readonly double _slant = family.Plane.Mixed / family.Plane.Location;

    private readonly bool _isWeibull = family is Weibull;

    /// <inheritdoc/>
    public override void ToSpace(ReadOnlySpan<double> parameters, Span<double> point)
    {
        (double location, double scale) = family.ToLocationScale(parameters);
        point[0] = location + (_slant * scale);
        point[1] = scale;
    }

    /// <inheritdoc/>
    public override void FromSpace(ReadOnlySpan<double> point, Span<double> parameters) => family.FromLocationScale(point[0] - (_slant * point[1]), point[1], parameters);

    /// <inheritdoc/>
    public override void ToSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> coordinates, Span<double> velocity)
    {
        (double location, double scale) = (coordinates[0], coordinates[1]);
        if (_isWeibull) (location, scale) = (coordinates[1] / Math.Exp(point[0] - (_slant * point[1])), -coordinates[0] * point[1] * point[1]);
        velocity[0] = location + (_slant * scale);
        velocity[1] = scale;
    }

    /// <inheritdoc/>
    public override void FromSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, Span<double> coordinates)
    {
        double location = velocity[0] - (_slant * velocity[1]), scale = velocity[1];
        coordinates[0] = _isWeibull ? -scale / point[1] / point[1] : location;
        coordinates[1] = _isWeibull ? location * Math.Exp(point[0] - (_slant * point[1])) : scale;
    }
}
