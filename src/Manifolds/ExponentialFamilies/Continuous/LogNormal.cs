using Neuromanifold.Manifolds.Distributions;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>Log-normal distributions, by mean and standard deviation of the logarithm.</summary>
public sealed class LogNormal : ImageFamily
{
    /// <summary>The family.</summary>
    public LogNormal()
        : base("lognormal", new Normal(), [new("logmean", ParameterDomain.Real), new("logsd", ParameterDomain.Positive)], ["logmean", "logsd"], ["ln y", "(ln y)²"])
    {
    }

    /// <inheritdoc/>
    protected override double ToOriginal(double outcome) => Math.Log(outcome);

    /// <inheritdoc/>
    protected override double FromOriginal(double original) => Math.Exp(original);

    /// <inheritdoc/>
    protected override double LogSlope(double outcome) => -Math.Log(outcome);

    /// <inheritdoc/>
    protected override double ExpectedLogSlope(ReadOnlySpan<double> parameters) => -parameters[0];
}
