namespace Neuromanifold.Manifolds.LocationScale;

/// <summary>
/// The metric (a dm² + 2c dm ds + b ds²)/s² of a location m and a scale s > 0, which every family of shifted and stretched copies of one
/// density has: R²(dx² + ds²)/s² with R² = b − c²/a and x = √a/R (m + (c/a) s), the hyperbolic plane of curvature −1/R². Distances are
/// 2R asinh(½√((Δx² + Δs²)/(s₁s₂))).
/// </summary>
/// <param name="Location">a, the information on the location of the copy of scale one.</param>
/// <param name="Mixed">c, what location and scale share; 0 for symmetric densities.</param>
/// <param name="Scale">b, the information on the scale.</param>
public sealed record HalfPlane(double Location, double Mixed, double Scale)
{
    /// <summary>R.</summary>
    public double Radius => Math.Sqrt(Scale - (Mixed * Mixed / Location));

    /// <summary>−1/R².</summary>
    public double Curvature => -1 / (Scale - (Mixed * Mixed / Location));

    /// <summary>x of a location and scale.</summary>
    public double Abscissa(double location, double scale) => Math.Sqrt(Location) / Radius * (location + (Mixed / Location * scale));

    /// <summary>m of an abscissa and scale.</summary>
    public double LocationAt(double abscissa, double scale) => (abscissa * Radius / Math.Sqrt(Location)) - (Mixed / Location * scale);
}
