using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;
using Neuromanifold.Manifolds.Geometry.Geodesics.Surfaces;

namespace Neuromanifold.Manifolds.Geometry.Geodesics;

/// <summary>The spaces in which the geodesics of the families are known.</summary>
internal static class GeodesicCharts
{
    private static readonly GeodesicChart _normal = new(new HalfPlane(1, 2)), _gamma = new(new GammaSurface());

    /// <summary>The chart of a family, or null for one whose geodesics must be found in its usual coordinates.</summary>
    public static GeodesicChart? Of(DistributionFamily family) => family switch
    {
        IGeodesicFamily known => known.GeodesicChart,
        Normal => _normal,
        Gamma => _gamma,
        _ => null,
    };
}
