using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.LocationScale;

/// <summary>
/// Logistic distributions e^−z/(s(1 + e^−z)²) by location m and scale s: metric diag(3, 3 + π²)/(9s²), C_mms = 1/(3s³),
/// C_sss = π²/(3s³). The divergence has no closed form.
/// </summary>
public sealed class Logistic : LocationScaleFamily
{
    /// <summary>The family.</summary>
    public Logistic()
        : base("logistic", new(1.0 / 3, 0, (3 + (Math.PI * Math.PI)) / 9), new(0, 1.0 / 3, 0, Math.PI * Math.PI / 3))
    {
    }

    /// <summary>2.</summary>
    protected override double StandardEntropy => 2;

    /// <summary>Null: there is no closed form.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference) => null;

    /// <inheritdoc/>
    protected internal override double StandardLogDensity(double z) => -Math.Abs(z) - (2 * ElementaryFunctions.LogOnePlus(Math.Exp(-Math.Abs(z))));

    /// <summary>−tanh(z/2) and −½(1 − tanh²(z/2)).</summary>
    protected internal override (double First, double Second) StandardScore(double z)
    {
        double slope = Math.Tanh(0.5 * z);
        return (-slope, -0.5 * (1 - (slope * slope)));
    }

    /// <inheritdoc/>
    protected override double StandardSample(ref RandomSequence random)
    {
        double u = random.NextUniform();
        return Math.Log(u / (1 - u));
    }
}
