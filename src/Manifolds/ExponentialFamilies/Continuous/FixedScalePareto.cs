using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>Pareto distributions above one known scale m, by their shape a: ln(y/m) is exponential of rate a.</summary>
public sealed class FixedScalePareto : ExponentialImage
{
    private readonly double _scale;

    /// <summary>The family of a scale m > 0.</summary>
    public FixedScalePareto(double scale)
        : base("pareto", "shape", 1, FormattableString.Invariant($"ln(y/{scale:R})"))
    {
        if (!(scale > 0 && double.IsFinite(scale))) throw new ArgumentOutOfRangeException(nameof(scale), scale, "A scale is positive and finite.");
        _scale = scale;
        Outcomes = new OutcomeSpace.Interval(scale, double.PositiveInfinity);
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> FixedParameters => [FormattableString.Invariant($"scale={_scale:R}")];

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    protected override double Statistic(double outcome) => ElementaryFunctions.LogQuotient(outcome, _scale);

    /// <inheritdoc/>
    protected override double LogSlope(double outcome) => -Math.Log(outcome);

    /// <summary>−ln m − 1/a.</summary>
    protected override double ExpectedLogSlope(double rate) => -Math.Log(_scale) - (1 / rate);

    /// <inheritdoc/>
    protected override double Outcome(double statistic, ref RandomSequence random) => _scale * Math.Exp(statistic);
}
