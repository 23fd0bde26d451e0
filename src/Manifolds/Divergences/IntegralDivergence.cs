using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>A divergence ∫ φ(p, q), times a constant, with a closed form for some pairs.</summary>
internal sealed class IntegralDivergence(string name, Func<double, double, double> integrand, Func<Distribution, Distribution, Estimate?> closedForm, double factor = 1) : Divergence(name)
{
    private protected override Estimate Compute(Distribution p, Distribution q, SamplingSettings? settings)
    {
        if (closedForm(p, q) is { } closed) return closed;
        Estimate integral = PairIntegral.Of(p, q, new LogRatioIntegrand(integrand), settings);
        return integral with { Value = factor * Math.Max(0, integral.Value), ErrorEstimate = factor * integral.ErrorEstimate };
    }
}
