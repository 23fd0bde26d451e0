using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>Inverse gamma distributions by shape and scale: 1/y is gamma of that shape, its rate the scale.</summary>
public sealed class InverseGamma : ImageFamily
{
    /// <summary>The family.</summary>
    public InverseGamma()
        : base("inversegamma", new Gamma(), [new("shape", ParameterDomain.Positive), new("scale", ParameterDomain.Positive)], ["shape", "scale"], ["−ln y", "1/y"])
    {
    }

    /// <inheritdoc/>
    protected override double ToOriginal(double outcome) => 1 / outcome;

    /// <inheritdoc/>
    protected override double FromOriginal(double original) => 1 / original;

    /// <inheritdoc/>
    protected override double LogSlope(double outcome) => -2 * Math.Log(outcome);

    /// <inheritdoc/>
    protected override double ExpectedLogSlope(ReadOnlySpan<double> parameters) => 2 * (PolyGamma.DiGamma(parameters[0]) - Math.Log(parameters[1]));
}
