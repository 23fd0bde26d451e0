using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;

namespace Neuromanifold.Manifolds.CustomFamilies;

/// <summary>What makes a family of a user's own that has a density and nothing else.</summary>
public sealed record DensityForm
{
    /// <summary>One lower-case word.</summary>
    public required string Name { get; init; }

    /// <summary>The parameters, free of each other: all their values are coordinates.</summary>
    public required ImmutableArray<Parameter> Parameters { get; init; }

    /// <summary>ln p(y), which must integrate to one.</summary>
    public required DensityField LogDensity { get; init; }

    /// <summary>The outcomes.</summary>
    public required OutcomeSpace Outcomes { get; init; }

    /// <summary>Parameters within the domain: where maximum likelihood starts.</summary>
    public required double[] Start { get; init; }

    /// <summary>Draws an outcome; needed where outcomes are neither an interval nor integers.</summary>
    public OutcomeSampler? Sampler { get; init; }

    /// <summary>How expectations are taken where outcomes are neither numbers nor counts.</summary>
    public SamplingSettings Sampling { get; init; } = SamplingSettings.Default;
}
