using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>Exponential distributions by their rate: t = y.</summary>
public sealed class Exponential : ExponentialImage
{
    /// <summary>The family.</summary>
    public Exponential()
        : base("exponential", "rate", 1, "y")
    {
    }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => OutcomeSpace.Interval.HalfLine;

    /// <inheritdoc/>
    protected override double Statistic(double outcome) => outcome;

    /// <inheritdoc/>
    protected override double LogSlope(double outcome) => 0;

    /// <inheritdoc/>
    protected override double ExpectedLogSlope(double rate) => 0;

    /// <inheritdoc/>
    protected override double Outcome(double statistic, ref RandomSequence random) => statistic;
}
