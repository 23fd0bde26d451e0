using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>
/// Inverse normal (Wald) distributions by mean μ and shape λ: t = (y, 1/y), θ = (−λ/(2μ²), −λ/2), F = −2√(θ₁θ₂) − ½ ln(−2θ₂),
/// η = (μ, 1/μ + 1/λ). With v = 2/√μ and s = 1/√λ the metric is (dv² + 2ds²)/s²: that of the normal, a part of a hyperbolic plane.
/// </summary>
public sealed class InverseNormal : ExponentialFamily
{
    private const double LogTau = 1.8378770664093454836;

    /// <summary>The family.</summary>
    public InverseNormal()
        : base("inversenormal", [new("mean", ParameterDomain.Positive), new("shape", ParameterDomain.Positive)], ["mean", "shape"], ["y", "1/y"])
    {
    }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => OutcomeSpace.Interval.HalfLine;

    /// <summary>g = diag(λ/μ³, 1/(2λ²)); C_μμμ = 3λ/μ⁴, C_μμλ = −1/μ³, C_λλλ = −1/λ³.</summary>
    public override FieldManifold ClosedGeometry => new(
        CoordinateNames,
        point => Contains(point.Span),
        (at, metric) =>
        {
            metric[0] = at[1] / (at[0] * at[0] * at[0]);
            metric[3] = 0.5 / (at[1] * at[1]);
        },
        (at, cubic) =>
        {
            cubic[1] = cubic[2] = cubic[4] = -1 / (at[0] * at[0] * at[0]);
            cubic[0] = -3 * cubic[1] * at[1] / at[0];
            cubic[7] = -1 / (at[1] * at[1] * at[1]);
        });

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters) =>
        (-2 * Jet.Sqrt(naturalParameters[0] * naturalParameters[1])) - (0.5 * Jet.Log(-2 * naturalParameters[1]));

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters)
    {
        naturalParameters[1] = -0.5 * coordinates[1];
        naturalParameters[0] = naturalParameters[1] / (coordinates[0] * coordinates[0]);
    }

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters)
    {
        (double mean, double shape) = (parameters[0], parameters[1]);
        naturalParameters[0] = -0.5 * shape / mean / mean;
        naturalParameters[1] = -0.5 * shape;
    }

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters)
    {
        (double first, double second) = (naturalParameters[0], naturalParameters[1]);
        parameters[0] = Math.Sqrt(second / first);
        parameters[1] = -2 * second;
    }

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) => naturalParameters[0] < 0 && naturalParameters[1] < 0;

    /// <inheritdoc/>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean)
    {
        (double m, double shape) = (parameters[0], parameters[1]);
        mean[0] = m;
        mean[1] = (1 / m) + (1 / shape);
    }

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        double first = mean[0], gap = mean[1] - (1 / first);
        if (!(first > 0 && gap > 0)) throw new NumericalException($"E[1/y] − 1/E[y] of inverse normal distributions is positive; found {gap:R}. Outcomes that are all the same have no likeliest distribution.");
        parameters[0] = first;
        parameters[1] = 1 / gap;
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        double y = outcome[0];
        statistic[0] = y;
        statistic[1] = 1 / y;
    }

    /// <summary>−½ ln 2πy³.</summary>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => -0.5 * (LogTau + (3 * Math.Log(outcome[0])));

    /// <summary>E[ln y] = ln μ − eˣE₁(x), x = 2λ/μ.</summary>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) =>
        -0.5 * (LogTau + (3 * (Math.Log(parameters[0]) - ExponentialIntegral.Scaled(2 * parameters[1] / parameters[0]))));

    /// <summary>−½ + ½ ln λ.</summary>
    public override double DualPotential(ReadOnlySpan<double> parameters) => 0.5 * (Math.Log(parameters[1]) - 1);

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        double deviation = (outcome[0] - parameters[0]) / parameters[0];
        return (-0.5 * parameters[1] * deviation * deviation / outcome[0]) + (0.5 * Math.Log(parameters[1])) + LogBaseMeasure(outcome);
    }

    /// <summary>diag(λ/μ³, 1/(2λ²)).</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        (double mean, double shape) = (parameters[0], parameters[1]);
        metric[0, 0] = shape / mean / mean / mean;
        metric[0, 1] = metric[1, 0] = 0;
        metric[1, 1] = 0.5 / shape / shape;
    }

    /// <summary>½[r − 1 − ln r + λ′(μ − μ′)²/(μμ′²)], r = λ′/λ.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double shift = (parameters[0] - reference[0]) / reference[0];
        return 0.5 * (ElementaryFunctions.ExponentialRemainder(ElementaryFunctions.LogQuotient(reference[1], parameters[1])) + (reference[1] / parameters[0] * shift * shift));
    }

    /// <summary>Michael, Schucany and Haas's choice between the two roots of (y − μ)²/y = χ². [MichaelSchucanyHaas76]</summary>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome)
    {
        (double mean, double shape) = (parameters[0], parameters[1]);
        double normal = random.NextNormal(), w = 0.5 * mean * normal * normal / shape;
        double lesser = mean / (1 + w + Math.Sqrt(w * (2 + w)));
        outcome[0] = random.NextUniform() * (mean + lesser) <= mean ? lesser : mean * (mean / lesser);
    }
}
