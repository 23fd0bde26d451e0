using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Directional;

/// <summary>
/// Von Mises distributions of an angle y by mean direction μ and concentration κ: t = (cos y, sin y), θ = κ(cos μ, sin μ),
/// F = ln 2πI₀(κ), η = A(κ)(cos μ, sin μ), A = I₁/I₀. Outcomes lie between −π and π, and so do the means that are given back.
/// </summary>
public sealed class VonMises : ExponentialFamily
{
    private const double LogTau = 1.8378770664093454836;

    /// <summary>The family.</summary>
    public VonMises()
        : base("vonmises", [new("mean", ParameterDomain.Real), new("concentration", ParameterDomain.Positive)], ["mean", "concentration"], ["cos y", "sin y"])
    {
    }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; } = new OutcomeSpace.Interval(-Math.PI, Math.PI);

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters) =>
        LogTau + NormalisedBessel.LogOfRoot(0, (naturalParameters[0] * naturalParameters[0]) + (naturalParameters[1] * naturalParameters[1]));

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters)
    {
        (Jet mean, Jet concentration) = (coordinates[0], coordinates[1]);
        naturalParameters[0] = concentration * Jet.Cos(mean);
        naturalParameters[1] = concentration * Jet.Sin(mean);
    }

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters)
    {
        (double sine, double cosine) = Math.SinCos(parameters[0]);
        naturalParameters[0] = parameters[1] * cosine;
        naturalParameters[1] = parameters[1] * sine;
    }

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters)
    {
        (double first, double second) = (naturalParameters[0], naturalParameters[1]);
        parameters[0] = Math.Atan2(second, first);
        parameters[1] = double.Hypot(first, second);
    }

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) => double.IsFinite(naturalParameters[0]) && double.IsFinite(naturalParameters[1]);

    /// <inheritdoc/>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean)
    {
        (double sine, double cosine) = Math.SinCos(parameters[0]);
        double length = NormalisedBessel.Ratio(0, parameters[1]);
        mean[0] = length * cosine;
        mean[1] = length * sine;
    }

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        double length = double.Hypot(mean[0], mean[1]);
        if (!(length is > 0 and < 1)) throw new NumericalException($"The mean of a unit vector of a von Mises distribution has a length between 0 and 1; found {length:R}. Angles that are all the same, or balance, have no likeliest distribution.");
        parameters[0] = Math.Atan2(mean[1], mean[0]);
        parameters[1] = NormalisedBessel.InverseRatio(0, length);
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => (statistic[1], statistic[0]) = Math.SinCos(outcome[0]);

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => 0;

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => 0;

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        double sine = Math.Sin(0.5 * (outcome[0] - parameters[0]));
        return (-2 * parameters[1] * sine * sine) - LogTau - NormalisedBessel.LogRemainder(0, parameters[1]);
    }

    /// <summary>diag(κA, A′).</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        Span<double> derivatives = stackalloc double[3];
        NormalisedBessel.Derivatives(0, parameters[1], derivatives);
        metric[0, 0] = parameters[1] * derivatives[1];
        metric[0, 1] = metric[1, 0] = 0;
        metric[1, 1] = derivatives[2];
    }

    /// <inheritdoc/>
    public override double Entropy(ReadOnlySpan<double> parameters) => Concentration.Entropy(2, parameters[1]);

    /// <summary>2κ′A(κ) sin²(Δμ/2) + L(κ′) − L(κ) − (κ′ − κ)A(κ), L = ln I₀.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double sine = Math.Sin(0.5 * (parameters[0] - reference[0]));
        return (2 * reference[1] * NormalisedBessel.Ratio(0, parameters[1]) * sine * sine) + Concentration.Divergence(0, parameters[1], reference[1]);
    }

    /// <summary>Best and Fisher's rejection from a wrapped Cauchy distribution, [BestFisher79], its cosines kept as 1 − cos.</summary>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome)
    {
        double concentration = parameters[1], twice = 2 * concentration, root = double.Hypot(1, twice);

        // r − 1, r = (1 + √(1 + 4κ²))/(2κ)
        double excess = (1 + (1 / (root + twice))) / twice;
        while (true)
        {
            (double sine, double cosine) = Math.SinCos(0.5 * Math.PI * random.NextUniform());
            double gap = excess * 2 * sine * sine / (excess + (2 * cosine * cosine)), c = concentration * (excess + gap), u = random.NextUniform();
            double sign = random.NextUniform() < 0.5 ? -1 : 1;
            if (Math.Log(c / u) + 1 - c < 0) continue;
            outcome[0] = Wrapped(parameters[0] + (sign * 2 * Math.Asin(Math.Min(1, Math.Sqrt(0.5 * gap)))));
            return;
        }
    }

    // To between −π and π, both excluded.
    private static double Wrapped(double angle)
    {
        double wrapped = Math.IEEERemainder(angle, 2 * Math.PI);
        return Math.Clamp(wrapped, Math.BitIncrement(-Math.PI), Math.BitDecrement(Math.PI));
    }
}
