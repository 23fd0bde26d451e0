using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>Beta distributions of a number between 0 and 1, by their two shapes.</summary>
public sealed class Beta : SimplexDensities
{
    /// <summary>The family.</summary>
    public Beta()
        : base("beta", [new("alpha", ParameterDomain.Positive), new("beta", ParameterDomain.Positive)], ["alpha", "beta"], ["ln y", "ln(1 − y)"])
    {
    }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; } = new OutcomeSpace.Interval(0, 1);

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        double y = outcome[0];
        statistic[0] = Math.Log(y);
        statistic[1] = ElementaryFunctions.LogOnePlus(-y);
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => -Math.Log(outcome[0]) - ElementaryFunctions.LogOnePlus(-outcome[0]);

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome)
    {
        Span<double> components = stackalloc double[2];
        SampleComponents(parameters, ref random, components);
        outcome[0] = components[0];
    }

    /// <inheritdoc/>
    protected override void Components(ReadOnlySpan<double> outcome, Span<double> components)
    {
        double y = outcome[0];
        components[0] = y;
        components[1] = 1 - y;
    }
}
