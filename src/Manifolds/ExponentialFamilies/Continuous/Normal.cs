using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>
/// Normal distributions by mean m and standard deviation σ: t = (y, y²), θ = (m/σ², −1/(2σ²)), η = (m, m² + σ²),
/// F = −θ₁²/(4θ₂) + ½ ln(−π/θ₂). The metric diag(1, 2)/σ² is the hyperbolic plane of curvature −½.
/// </summary>
public sealed class Normal : ExponentialFamily
{
    private const double HalfLogTau = 0.91893853320467274178;

    /// <summary>The family.</summary>
    public Normal()
        : base("normal", [new("mean", ParameterDomain.Real), new("sd", ParameterDomain.Positive)], ["mean", "sd"], ["y", "y²"])
    {
    }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => OutcomeSpace.Interval.Line;

    /// <summary>g = diag(1, 2)/σ²; C_mmσ = 2/σ³, C_σσσ = 8/σ³.</summary>
    public override FieldManifold ClosedGeometry => new(
        CoordinateNames,
        point => Contains(point.Span),
        (at, metric) =>
        {
            metric[0] = 1 / (at[1] * at[1]);
            metric[3] = 2 * metric[0];
        },
        (at, cubic) =>
        {
            cubic[1] = cubic[2] = cubic[4] = 2 / (at[1] * at[1] * at[1]);
            cubic[7] = 4 * cubic[1];
        });

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters) =>
        (0.5 * Jet.Log(-Math.PI / naturalParameters[1])) - (naturalParameters[0] * naturalParameters[0] / (4 * naturalParameters[1]));

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters)
    {
        Jet precision = 1 / (coordinates[1] * coordinates[1]);
        naturalParameters[0] = coordinates[0] * precision;
        naturalParameters[1] = -0.5 * precision;
    }

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters)
    {
        (double mean, double sd) = (parameters[0], parameters[1]);
        naturalParameters[0] = mean / sd / sd;
        naturalParameters[1] = -0.5 / sd / sd;
    }

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters)
    {
        (double first, double second) = (naturalParameters[0], naturalParameters[1]);
        parameters[0] = -0.5 * first / second;
        parameters[1] = Math.Sqrt(-0.5 / second);
    }

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) => double.IsFinite(naturalParameters[0]) && naturalParameters[1] < 0 && double.IsFinite(naturalParameters[1]);

    /// <inheritdoc/>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean)
    {
        (double m, double sd) = (parameters[0], parameters[1]);
        mean[0] = m;
        mean[1] = (m * m) + (sd * sd);
    }

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        double m = mean[0], variance = mean[1] - (m * m);
        if (!(variance > 0)) throw new NumericalException($"The variance of a normal distribution with E[y] = {m:R} and E[y²] = {mean[1]:R} is {variance:R}; it must be positive.");
        parameters[0] = m;
        parameters[1] = Math.Sqrt(variance);
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        double y = outcome[0];
        statistic[0] = y;
        statistic[1] = y * y;
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => 0;

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => 0;

    /// <summary>−½ ln(2πe σ²).</summary>
    public override double DualPotential(ReadOnlySpan<double> parameters) => -HalfLogTau - 0.5 - Math.Log(parameters[1]);

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        double z = (outcome[0] - parameters[0]) / parameters[1];
        return (-0.5 * z * z) - HalfLogTau - Math.Log(parameters[1]);
    }

    /// <summary>diag(1, 2)/σ².</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        double precision = 1 / parameters[1] / parameters[1];
        metric[0, 0] = precision;
        metric[0, 1] = metric[1, 0] = 0;
        metric[1, 1] = 2 * precision;
    }

    /// <summary>½[r² − 1 − ln r² + (Δm/σ′)²], r = σ/σ′.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double shift = (parameters[0] - reference[0]) / reference[1], logRatio = 2 * ElementaryFunctions.LogQuotient(parameters[1], reference[1]);
        return 0.5 * (ElementaryFunctions.ExponentialRemainder(logRatio) + (shift * shift));
    }

    /// <summary>The mean of the outcomes, and the root of their mean squared distance to it.</summary>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        double mean = 0, squares = 0;
        for (int row = 0; row < outcomes.Rows; row++)
        {
            double deviation = outcomes[row, 0] - mean;
            mean += deviation / (row + 1);
            squares += deviation * (outcomes[row, 0] - mean);
        }

        if (!(squares > 0)) throw new NumericalException("All outcomes are the same: no normal distribution of positive variance is the likeliest.");
        return [mean, Math.Sqrt(squares / outcomes.Rows)];
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        outcome[0] = parameters[0] + (parameters[1] * random.NextNormal());
}
