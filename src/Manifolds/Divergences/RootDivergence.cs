using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>The square root of a divergence.</summary>
internal sealed class RootDivergence(string name, Divergence square) : Divergence(name)
{
    private protected override Estimate Compute(Distribution p, Distribution q, SamplingSettings? settings)
    {
        Estimate squared = square.Between(p, q, settings);
        double root = Math.Sqrt(squared.Value);

        // √(x + e) − √x, which is finite at x = 0.
        double error = squared.ErrorEstimate > 0 ? squared.ErrorEstimate / (root + Math.Sqrt(squared.Value + squared.ErrorEstimate)) : 0;
        return squared with { Value = root, ErrorEstimate = error };
    }
}
