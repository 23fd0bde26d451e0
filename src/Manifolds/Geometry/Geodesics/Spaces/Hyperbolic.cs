namespace Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

/// <summary>Weights of points on lines of constant curvature, such as sinh(tD)/sinh D, for D from 0 to where sinh overflows and beyond.</summary>
internal static class Hyperbolic
{
    /// <summary>eˣ − 1.</summary>
    public static double ExpMinusOne(double x)
    {
        // 2 sinh(x/2) e^{x/2}: the C library's sinh is exact near 0.
        return Math.Abs(x) < 1 ? 2 * Math.Sinh(0.5 * x) * Math.Exp(0.5 * x) : Math.Exp(x) - 1;
    }

    /// <summary>sinh(tD)/sinh D, 0 ≤ t ≤ 1; t for D = 0.</summary>
    public static double Share(double time, double distance) => distance == 0
        ? time
        : Math.Exp((time - 1) * distance) * ExpMinusOne(-2 * time * distance) / ExpMinusOne(-2 * distance);

    /// <summary>cosh(tD)/sinh D · D, 0 ≤ t ≤ 1; 1 for D = 0.</summary>
    public static double Slope(double time, double distance) => distance == 0
        ? 1
        : -distance * Math.Exp((time - 1) * distance) * (1 + Math.Exp(-2 * time * distance)) / ExpMinusOne(-2 * distance);

    /// <summary>D/sinh D.</summary>
    public static double Ratio(double distance) => distance == 0 ? 1 : -2 * distance * Math.Exp(-distance) / ExpMinusOne(-2 * distance);
}
