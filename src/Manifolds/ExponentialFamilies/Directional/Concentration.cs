using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Directional;

/// <summary>What densities ∝ exp(κ μ·x) on the unit sphere of p dimensions share, by ν = p/2 − 1: L(κ), the log of the mean of exp(κ x₁), and A = L′.</summary>
internal static class Concentration
{
    /// <summary>ln of the sphere's area, 2 π^(p/2)/Γ(p/2).</summary>
    public static double LogArea(int dimension) => Math.Log(2) + (0.5 * dimension * Math.Log(Math.PI)) - LogGamma.Of(0.5 * dimension);

    /// <summary>L(κ′) − L(κ) − (κ′ − κ)A(κ), as the integral of (κ′ − x)A′(x), whose integrand has one sign.</summary>
    public static double Divergence(double order, double concentration, double reference)
    {
        double logRatio = ElementaryFunctions.LogQuotient(reference, concentration);
        return logRatio == 0 ? 0 : SmoothIntegral.OfPositive(Integrand, 0, 1);

        // Along x = κ (κ′/κ)ˢ.
        double Integrand(double s)
        {
            Span<double> derivatives = stackalloc double[3];
            double x = concentration * Math.Exp(s * logRatio), left = (1 - s) * logRatio;
            NormalisedBessel.Derivatives(order, x, derivatives);
            return derivatives[2] * x * (ElementaryFunctions.ExponentialRemainder(left) + left) * x * logRatio;
        }
    }

    /// <summary>ln of the area, + L − κA: the entropy.</summary>
    public static double Entropy(int dimension, double concentration)
    {
        double order = (0.5 * dimension) - 1;
        return LogArea(dimension) + NormalisedBessel.LogRemainder(order, concentration) - (concentration * NormalisedBessel.RatioRemainder(order, concentration));
    }
}
