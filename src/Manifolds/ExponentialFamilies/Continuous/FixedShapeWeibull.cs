using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>Weibull distributions of one known shape k, by their scale λ: yᵏ is exponential of rate λ⁻ᵏ.</summary>
public sealed class FixedShapeWeibull : ExponentialImage
{
    private readonly double _shape;

    /// <summary>The family of a shape k > 0.</summary>
    public FixedShapeWeibull(double shape)
        : base("weibull", "scale", -shape, FormattableString.Invariant($"y^{shape:R}"))
    {
        if (!(shape > 0 && double.IsFinite(shape))) throw new ArgumentOutOfRangeException(nameof(shape), shape, "A shape is positive and finite.");
        _shape = shape;
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> FixedParameters => [FormattableString.Invariant($"shape={_shape:R}")];

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => OutcomeSpace.Interval.HalfLine;

    /// <inheritdoc/>
    protected override double Statistic(double outcome) => Math.Pow(outcome, _shape);

    /// <inheritdoc/>
    protected override double LogSlope(double outcome) => Math.Log(_shape) + ((_shape - 1) * Math.Log(outcome));

    /// <summary>ln k + (1 − 1/k) E[ln s], E[ln s] = −γ − ln ρ.</summary>
    protected override double ExpectedLogSlope(double rate) =>
        Math.Log(_shape) - ((1 - (1 / _shape)) * (MathNet.Numerics.Constants.EulerMascheroni + Math.Log(rate)));

    /// <inheritdoc/>
    protected override double Outcome(double statistic, ref RandomSequence random) => Math.Pow(statistic, 1 / _shape);
}
