using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.LocationScale;

/// <summary>
/// Cauchy distributions by location x and scale γ: metric diag(1, 1)/(2γ²), and C = 0, so that all α-connections are one. Divergences
/// are symmetric: every f-divergence is a function of the distance.
/// </summary>
public sealed class Cauchy : LocationScaleFamily
{
    /// <summary>The family.</summary>
    public Cauchy()
        : base("cauchy", new(0.5, 0, 0.5), new(0, 0, 0, 0))
    {
    }

    /// <summary>ln 4π.</summary>
    protected override double StandardEntropy => Math.Log(4 * Math.PI);

    /// <summary>ln[((γ + γ′)² + Δx²)/(4γγ′)], as ln(1 + ((γ − γ′)² + Δx²)/(4γγ′)).</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double root = Math.Sqrt(parameters[1]) * Math.Sqrt(reference[1]);
        double size = 0.5 * double.Hypot(parameters[1] - reference[1], parameters[0] - reference[0]) / root;
        return size < 1e100 ? ElementaryFunctions.LogOnePlus(size * size) : 2 * Math.Log(size);
    }

    /// <inheritdoc/>
    protected internal override double StandardLogDensity(double z) =>
        -Math.Log(Math.PI) - (Math.Abs(z) < 1e100 ? ElementaryFunctions.LogOnePlus(z * z) : 2 * Math.Log(Math.Abs(z)));

    /// <summary>−2z/(1 + z²) and −2(1 − z²)/(1 + z²)².</summary>
    protected internal override (double First, double Second) StandardScore(double z)
    {
        if (Math.Abs(z) > 1) return (-2 / (z + (1 / z)), 2 * (1 - (1 / z / z)) / (z + (1 / z)) / (z + (1 / z)));
        double sum = 1 + (z * z);
        return (-2 * z / sum, -2 * (1 - (z * z)) / sum / sum);
    }

    /// <inheritdoc/>
    protected override double StandardSample(ref RandomSequence random) => Math.Tan(Math.PI * (random.NextUniform() - 0.5));
}
