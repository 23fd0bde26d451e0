using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Numerics.Differentiation;

namespace Neuromanifold.Manifolds.CustomFamilies;

/// <summary>
/// What makes an exponential family p(y) = π(y) exp(θ·t(y) − F(θ)) of a user's own. F alone gives the whole geometry: charts, metric,
/// curvature, geodesics, divergences. Densities, entropies, samples and maximum likelihood also need π, t and the outcomes.
/// </summary>
public sealed record ExponentialForm
{
    /// <summary>One lower-case word.</summary>
    public required string Name { get; init; }

    /// <summary>F(θ), written in the operations of <see cref="Jet"/>.</summary>
    public required ScalarField LogPartition { get; init; }

    /// <summary>A point in the interior of F's domain, d values: where searches start.</summary>
    public required double[] Start { get; init; }

    /// <summary>Whether F is finite at θ; where null, whether its formula gives a finite number there.</summary>
    public Func<ReadOnlyMemory<double>, bool>? Contains { get; init; }

    /// <summary>t(y), d values; where null, the outcome itself.</summary>
    public OutcomeMap? Statistic { get; init; }

    /// <summary>ln π(y); where null, densities cannot be had.</summary>
    public OutcomeFunction? LogBaseMeasure { get; init; }

    /// <summary>The outcomes; where null, d finite numbers.</summary>
    public OutcomeSpace? Outcomes { get; init; }

    /// <summary>Draws an outcome at given θ; needed where outcomes are neither an interval nor integers.</summary>
    public OutcomeSampler? Sampler { get; init; }
}
