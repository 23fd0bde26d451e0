using MathNet.Numerics;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>
/// Total variation between normal distributions: their densities cross at the roots of a quadratic equation, and between the crossings
/// one is the larger throughout. Log-normal ones are the same distributions in another coordinate.
/// </summary>
internal static class NormalTotalVariation
{
    private const double Rounding = 4e-16;

    // Nearer than this differences of distribution functions lose more digits than quadrature does.
    private const double Near = 1e-3;

    /// <summary>The total variation, or null for other families and for near pairs.</summary>
    public static Estimate? Closed(Distribution p, Distribution q)
    {
        if (p.Family is not (Normal or LogNormal) || !p.Family.Equals(q.Family)) return null;

        // In units of the narrower one: p is standard, q has mean m and deviation r ≥ 1.
        if (p.Parameters[1] > q.Parameters[1]) (p, q) = (q, p);
        double m = Math.Abs(q.Parameters[0] - p.Parameters[0]) / p.Parameters[1], r = q.Parameters[1] / p.Parameters[1], relative = (q.Parameters[1] - p.Parameters[1]) / p.Parameters[1];
        if (relative == 0) return Estimate.Exact(SpecialFunctions.Erf(m / Math.Sqrt(8)));
        if ((m < Near && relative < Near) || !double.IsFinite(m) || !double.IsFinite(r)) return null;

        // y² − (y − m)²/r² = 2 ln r: (r² − 1)y² + 2my − m² − 2r² ln r = 0, divided by r².
        double a = relative * (r + 1) / r / r, b = m / r / r, c = -((m / r * (m / r)) + (2 * Math.Log(r)));
        double root = Math.Sqrt((b * b) - (a * c)), near = -c / (b + root), far = -(b + root) / a;
        double value = Within(far, near) - Within((far - m) / r, (near - m) / r);
        return new(Math.Clamp(value, 0, 1), EstimateMethod.ClosedForm, Rounding);
    }

    // Φ(high) − Φ(low) for low < high, from that tail where the digits are.
    private static double Within(double low, double high)
    {
        const double Root = 1.4142135623730950488;
        if (low > 0) return 0.5 * (SpecialFunctions.Erfc(low / Root) - SpecialFunctions.Erfc(high / Root));
        if (high < 0) return 0.5 * (SpecialFunctions.Erfc(-high / Root) - SpecialFunctions.Erfc(-low / Root));
        return 0.5 * (SpecialFunctions.Erf(high / Root) + SpecialFunctions.Erf(-low / Root));
    }
}
