using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>Laplace distributions around one known location μ, by their scale b: |y − μ| is exponential of rate 1/b.</summary>
public sealed class FixedLocationLaplace : ExponentialImage
{
    /// <summary>The family of a location.</summary>
    public FixedLocationLaplace(double location)
        : base("laplace", "scale", -1, FormattableString.Invariant($"|y − {location:R}|"))
    {
        if (!double.IsFinite(location)) throw new ArgumentOutOfRangeException(nameof(location), location, "A location is finite.");
        Location = location;
    }

    /// <summary>μ.</summary>
    public double Location { get; }

    /// <inheritdoc/>
    public override ImmutableArray<string> FixedParameters => [FormattableString.Invariant($"location={Location:R}")];

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => OutcomeSpace.Interval.Line;

    /// <inheritdoc/>
    protected override double Statistic(double outcome) => Math.Abs(outcome - Location);

    /// <summary>−ln 2: both branches are as likely.</summary>
    protected override double LogSlope(double outcome) => -Math.Log(2);

    /// <inheritdoc/>
    protected override double ExpectedLogSlope(double rate) => -Math.Log(2);

    /// <inheritdoc/>
    protected override double Outcome(double statistic, ref RandomSequence random) => random.NextUniform() < 0.5 ? Location - statistic : Location + statistic;
}
