namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>What is done where neither a formula nor quadrature can be had.</summary>
/// <param name="Samples">Outcomes drawn; the standard error falls as one over the root of their number.</param>
/// <param name="Seed">The seed they are drawn from: equal seeds give equal results.</param>
public sealed record SamplingSettings(int Samples = 100_000, long Seed = 1)
{
    /// <summary>A hundred thousand samples.</summary>
    public static SamplingSettings Default { get; } = new();
}
