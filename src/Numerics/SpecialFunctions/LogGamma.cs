using Neuromanifold.Numerics.Differentiation;

namespace Neuromanifold.Numerics.SpecialFunctions;

/// <summary>ln Γ(x) for x > 0, with derivatives and without its leading terms.</summary>
public static class LogGamma
{
    private const double HalfLogTau = 0.91893853320467274178;

    // From here on eight terms of Stirling's series are exact to rounding.
    private const double Far = 16;

    // B_2k/(2k(2k − 1)), k = 1, 2, …
    private static ReadOnlySpan<double> Stirling =>
        [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400];

    /// <summary>ln Γ(x); NaN for x ≤ 0.</summary>
    public static double Of(double x)
    {
        if (!(x > 0)) return double.NaN;

        // Γ(x) = Γ(x + n)/(x(x + 1)⋯(x + n − 1)); MathNet's GammaLn is off by 6e-15 of the value around x = 6.
        double product = 1;
        for (; x < Far; x++) product *= x;
        return (x * (Math.Log(x) - 1)) + Remainder(x) - Math.Log(product);
    }

    /// <summary>ln Γ(x) with its derivatives.</summary>
    public static Jet Of(Jet x)
    {
        Span<double> derivatives = stackalloc double[Jet.MostDirections + 1];
        derivatives[0] = Of(x.Value);
        for (int order = 1; order <= x.Directions; order++) derivatives[order] = PolyGamma.Of(order - 1, x.Value);
        return x.Compose(derivatives);
    }

    /// <summary>ln Γ(x) − x ln x + x, which for large x is −½ ln x + ½ ln 2π + 1/(12x) − … [Olver24], 5.11.1.</summary>
    public static double Remainder(double x)
    {
        if (x < Far) return Of(x) - (x * (Math.Log(x) - 1));
        double square = 1 / (x * x), sum = 0;
        for (int term = Stirling.Length - 1; term >= 0; term--) sum = (sum * square) + Stirling[term];
        return (-0.5 * Math.Log(x)) + HalfLogTau + (sum / x);
    }
}
