using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>
/// Integrands of divergences as functions of ln p and ln q, in forms that are nowhere negative: what integrates to nothing, c(q − p),
/// is added so that near pairs lose no digit, and powers are taken of the ratio, so that nothing overflows that is finite.
/// </summary>
internal static class Integrands
{
    // So far out a density times any logarithm that a double holds is nothing.
    private const double Nothing = -800;

    private const double FarRatio = 30;

    private const int SeriesTerms = 22;

    /// <summary>p ln(p/q) − p + q.</summary>
    public static double Relative(double logP, double logQ)
    {
        if (logP < Nothing) return Math.Exp(logQ);
        if (double.IsNegativeInfinity(logQ)) return double.PositiveInfinity;
        return Relative(Math.Exp(logP), Math.Exp(logQ), logQ - logP);
    }

    /// <summary>(p − q) ln(p/q).</summary>
    public static double Jeffreys(double logP, double logQ)
    {
        double larger = Math.Max(logP, logQ), gap = Math.Abs(logP - logQ);
        if (larger < Nothing) return 0;
        return double.IsInfinity(gap) ? double.PositiveInfinity : -ExponentialMinusOne(-gap) * gap * Math.Exp(larger);
    }

    /// <summary>w p ln(p/m) + (1 − w) q ln(q/m), m = w p + (1 − w) q.</summary>
    public static double JensenShannon(double weight, double logP, double logQ)
    {
        double other = 1 - weight;
        if (double.IsNegativeInfinity(logQ)) return -weight * Math.Log(weight) * Math.Exp(logP);
        if (double.IsNegativeInfinity(logP)) return -other * Math.Log(other) * Math.Exp(logQ);
        double ratio = logP - logQ, p = Math.Exp(logP), q = Math.Exp(logQ), middle = (weight * p) + (other * q);
        double fromP = ratio < -FarRatio ? Math.Log(other) - ratio : ElementaryFunctions.LogOnePlus(other * ExponentialMinusOne(-ratio));
        double fromQ = ratio > FarRatio ? Math.Log(weight) + ratio : ElementaryFunctions.LogOnePlus(weight * ExponentialMinusOne(ratio));
        return (weight * Relative(p, middle, fromP)) + (other * Relative(q, middle, fromQ));
    }

    /// <summary>½|p − q|.</summary>
    public static double TotalVariation(double logP, double logQ)
    {
        double larger = Math.Max(logP, logQ), gap = Math.Abs(logP - logQ);
        return 0.5 * Math.Exp(larger) * (double.IsNaN(gap) ? 0 : -ExponentialMinusOne(-gap));
    }

    /// <summary>[s p + (1 − s) q − pˢ q^(1 − s)]/(s(1 − s)); at s = 1 and 0 its limits, those of both relative entropies.</summary>
    public static double Power(double s, double logP, double logQ)
    {
        if (s < 0.5) return Power(1 - s, logQ, logP);
        if (s == 1) return Relative(logP, logQ);
        double rest = 1 - s;
        if (double.IsNegativeInfinity(logP)) return Math.Exp(logQ) / s;
        if (double.IsNegativeInfinity(logQ)) return rest > 0 ? Math.Exp(logP) / rest : logP < Nothing ? 0 : double.PositiveInfinity;
        double ratio = logP - logQ, p = Math.Exp(logP), q = Math.Exp(logQ);
        if (Math.Abs(ratio) >= 1 || Math.Abs(s * ratio) >= 2)
        {
            // With pˢ q^(1 − s) = p e^((1 − s) ln(q/p)): the limit s → 1 has no quotient of two vanishing terms.
            double scaled = rest * -ratio, far = Math.Abs(scaled) > 1 ? (Math.Exp(logP + scaled) - p) / rest : p * ExponentialMinusOne(scaled) / rest;
            return (-far - p + q) / s;
        }

        // q Σ rⁿ/n! (1 + s + … + s^(n − 2)), r = ln(p/q), n ≥ 2.
        double sum = 0, term = ratio, geometric = 0;
        for (int n = 2; n <= SeriesTerms; n++)
        {
            term *= ratio / n;
            geometric = (geometric * s) + 1;
            sum += term * geometric;
        }

        return q * sum;
    }

    /// <summary>pˢ q^(1 − s) e^(−c).</summary>
    public static double Overlap(double s, double offset, double logP, double logQ)
    {
        double exponent = OverlapExponent(s, logP, logQ);
        return Math.Exp(exponent - offset);
    }

    /// <summary>s ln p + (1 − s) ln q; −∞ where one of both densities is zero.</summary>
    public static double OverlapExponent(double s, double logP, double logQ) =>
        double.IsNegativeInfinity(logP) || double.IsNegativeInfinity(logQ) ? double.NegativeInfinity : (s * logP) + ((1 - s) * logQ);

    /// <summary>q f(p/q).</summary>
    public static double Generated(Func<double, double> generator, double atZero, double slopeAtInfinity, double logP, double logQ)
    {
        double p = Math.Exp(logP), q = Math.Exp(logQ), ratio = Math.Exp(logP - logQ);
        if (p == 0 && q == 0) return 0;
        if (ratio == 0) return q * atZero;
        return double.IsInfinity(ratio) ? p * slopeAtInfinity : q * generator(ratio);
    }

    /// <summary>eˣ − 1, exact to rounding near 0 and at both infinities.</summary>
    public static double ExponentialMinusOne(double x) => Math.Abs(x) > FarRatio ? Math.Exp(x) - 1 : ElementaryFunctions.ExponentialRemainder(x) + x;

    // p(eˣ − 1 − x) where other = p eˣ.
    private static double Relative(double density, double other, double x)
    {
        if (density == 0) return other;
        return x > FarRatio ? other - density - (density * x) : density * ElementaryFunctions.ExponentialRemainder(x);
    }
}
