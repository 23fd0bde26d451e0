namespace Neuromanifold.Manifolds.Geometry.Geodesics;

/// <summary>A family that says by itself in which space its geodesics are known.</summary>
internal interface IGeodesicFamily
{
    /// <summary>The chart to that space.</summary>
    GeodesicChart GeodesicChart { get; }
}
