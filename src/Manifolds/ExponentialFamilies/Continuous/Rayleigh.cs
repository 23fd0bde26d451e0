using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>Rayleigh distributions by their scale σ, the length of a plane vector of normal errors: y²/2 is exponential of rate σ⁻².</summary>
public sealed class Rayleigh : ExponentialImage
{
    /// <summary>The family.</summary>
    public Rayleigh()
        : base("rayleigh", "scale", -2, "y²/2")
    {
    }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => OutcomeSpace.Interval.HalfLine;

    /// <inheritdoc/>
    protected override double Statistic(double outcome) => 0.5 * outcome * outcome;

    /// <inheritdoc/>
    protected override double LogSlope(double outcome) => Math.Log(outcome);

    /// <summary>½(E[ln s] + ln 2), E[ln s] = −γ − ln ρ.</summary>
    protected override double ExpectedLogSlope(double rate) => 0.5 * (Math.Log(2) - MathNet.Numerics.Constants.EulerMascheroni - Math.Log(rate));

    /// <inheritdoc/>
    protected override double Outcome(double statistic, ref RandomSequence random) => Math.Sqrt(2 * statistic);
}
