using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>A multiple of ln ∫ pˢ q^(1 − s).</summary>
internal sealed class OverlapDivergence(string name, double s, double factor) : Divergence(name)
{
    private protected override Estimate Compute(Distribution p, Distribution q, SamplingSettings? settings)
    {
        if (LogOverlap.Closed(p, q, s) is { } closed) return Estimate.Exact(factor * closed);
        Estimate log = LogOverlap.Integrated(p, q, s, settings);
        return log with { Value = Math.Max(0, factor * log.Value), ErrorEstimate = Math.Abs(factor) * log.ErrorEstimate };
    }
}
