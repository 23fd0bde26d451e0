using Neuromanifold.Manifolds.Distributions;

namespace Neuromanifold.Manifolds.Geometry.Geodesics;

/// <summary>
/// How the parameters of a family are points of a space in which geodesics are computed: here the space's points are the parameters
/// themselves, and the coordinates of the family's usual chart some of them.
/// </summary>
public class GeodesicChart(GeodesicSpace space)
{
    /// <summary>The space.</summary>
    public GeodesicSpace Space { get; } = space;

    /// <summary>Writes the point of some parameters.</summary>
    public virtual void ToSpace(ReadOnlySpan<double> parameters, Span<double> point) => parameters.CopyTo(point);

    /// <summary>Writes the parameters of a point.</summary>
    public virtual void FromSpace(ReadOnlySpan<double> point, Span<double> parameters) => point.CopyTo(parameters);

    /// <summary>Writes a velocity at a point, given in the family's usual coordinates, in those of the space.</summary>
    public virtual void ToSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> coordinates, Span<double> velocity) =>
        family.FromCoordinates(coordinates, velocity);

    /// <summary>Writes a velocity at a point in the family's usual coordinates.</summary>
    public virtual void FromSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, Span<double> coordinates) =>
        family.ToCoordinates(velocity, coordinates);
}
