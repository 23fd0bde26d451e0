namespace Neuromanifold.Manifolds.Geometry.Geodesics;

/// <summary>How a distance or a geodesic was found.</summary>
public enum GeodesicMethod
{
    /// <summary>By a formula in elementary functions.</summary>
    ClosedForm,

    /// <summary>By integrals along a path known up to one constant.</summary>
    Quadrature,

    /// <summary>By solving the geodesic equation between both ends.</summary>
    BoundaryValue,
}
