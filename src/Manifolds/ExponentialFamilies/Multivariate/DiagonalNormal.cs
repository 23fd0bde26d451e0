using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;

/// <summary>
/// Independent normal outcomes in n dimensions by means m and standard deviations σ: t = (y, y²), θ = (m/σ², −1/(2σ²)),
/// F = Σ −θ₁²/(4θ₂) + ½ ln(−π/θ₂), all means before all deviations. A product of n half-planes, which is not totally geodesic
/// among all normal distributions.
/// </summary>
public sealed class DiagonalNormal : ExponentialFamily
{
    private const double HalfLogTau = 0.91893853320467274178;

    private readonly int _order;

    /// <summary>The family on n-dimensional outcomes.</summary>
    public DiagonalNormal(int order)
        : base(
            "diagonalnormal",
            [new("mean", ParameterDomain.Real, 1, Positive(order)), new("sd", ParameterDomain.Positive, 1, order)],
            [.. Vectors.Names("mean", order), .. Vectors.Names("sd", order)],
            [.. Vectors.Names("y", order), .. Vectors.Names("y", order).Select(name => name + "²")])
    {
        _order = order;
        Outcomes = Vectors.Space(order);
    }

    /// <summary>The same distribution among all normal ones.</summary>
    public Distribution ToFull(Distribution distribution)
    {
        int order = OutcomeWidth;
        double[] parameters = new double[order * (order + 1)];
        distribution.Parameters.AsSpan()[..order].CopyTo(parameters);
        for (int row = 0; row < order; row++) parameters[order + (row * (order + 1))] = distribution.Parameters[order + row] * distribution.Parameters[order + row];
        return new MultivariateNormal(order).At(parameters);
    }

    /// <inheritdoc/>
    public override int OutcomeWidth => _order;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters)
    {
        Jet sum = 0;
        for (int i = 0; i < _order; i++)
        {
            (Jet first, Jet second) = (naturalParameters[i], naturalParameters[_order + i]);
            sum += (0.5 * Jet.Log(-Math.PI / second)) - (first * first / (4 * second));
        }

        return sum;
    }

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters)
    {
        for (int i = 0; i < _order; i++)
        {
            Jet precision = 1 / (coordinates[_order + i] * coordinates[_order + i]);
            naturalParameters[i] = coordinates[i] * precision;
            naturalParameters[_order + i] = -0.5 * precision;
        }
    }

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters)
    {
        for (int i = 0; i < _order; i++)
        {
            double sd = parameters[_order + i];
            naturalParameters[i] = parameters[i] / sd / sd;
            naturalParameters[_order + i] = -0.5 / sd / sd;
        }
    }

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters)
    {
        for (int i = 0; i < _order; i++)
        {
            double second = naturalParameters[_order + i];
            parameters[i] = -0.5 * naturalParameters[i] / second;
            parameters[_order + i] = Math.Sqrt(-0.5 / second);
        }
    }

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) =>
        TensorPrimitives.IsFiniteAll(naturalParameters) && TensorPrimitives.Max(naturalParameters[_order..]) < 0;

    /// <inheritdoc/>
    public override double LogPartition(ReadOnlySpan<double> naturalParameters)
    {
        double sum = 0;
        for (int i = 0; i < _order; i++)
        {
            (double first, double second) = (naturalParameters[i], naturalParameters[_order + i]);
            sum += (0.5 * Math.Log(-Math.PI / second)) - (first * first / (4 * second));
        }

        return sum;
    }

    /// <inheritdoc/>
    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        double[] parameters = new double[ParameterLength];
        FromNatural(naturalParameters, parameters);
        ToMean(parameters, mean);
    }

    /// <inheritdoc/>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean)
    {
        for (int i = 0; i < _order; i++)
        {
            (double m, double sd) = (parameters[i], parameters[_order + i]);
            mean[i] = m;
            mean[_order + i] = (m * m) + (sd * sd);
        }
    }

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        for (int i = 0; i < _order; i++)
        {
            double m = mean[i], variance = mean[_order + i] - (m * m);
            if (!(variance > 0)) throw new NumericalException($"The variance of a normal distribution with E[y{i + 1}] = {m:R} and E[y{i + 1}²] = {mean[_order + i]:R} is {variance:R}; it must be positive.");
            parameters[i] = m;
            parameters[_order + i] = Math.Sqrt(variance);
        }
    }

    /// <summary>σ² of each y, 2mσ² between y and y², 2σ⁴ + 4m²σ² of y².</summary>
    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance)
    {
        double[] parameters = new double[ParameterLength];
        FromNatural(naturalParameters, parameters);
        for (int i = 0; i < Dimension; i++) covariance.Row(i).Clear();
        for (int i = 0; i < _order; i++)
        {
            double m = parameters[i], variance = parameters[_order + i] * parameters[_order + i];
            covariance[i, i] = variance;
            covariance[i, _order + i] = covariance[_order + i, i] = 2 * m * variance;
            covariance[_order + i, _order + i] = 2 * variance * (variance + (2 * m * m));
        }
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        outcome.CopyTo(statistic);
        TensorPrimitives.Multiply(outcome, outcome, statistic[_order..]);
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => 0;

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => 0;

    /// <summary>−Σ ½ ln(2πe σ²).</summary>
    public override double DualPotential(ReadOnlySpan<double> parameters)
    {
        double sum = 0;
        foreach (double sd in parameters[_order..]) sum -= HalfLogTau + 0.5 + Math.Log(sd);
        return sum;
    }

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        double sum = 0;
        for (int i = 0; i < _order; i++)
        {
            double sd = parameters[_order + i], z = (outcome[i] - parameters[i]) / sd;
            sum -= (0.5 * z * z) + HalfLogTau + Math.Log(sd);
        }

        return sum;
    }

    /// <summary>1/σ² for means, 2/σ² for standard deviations.</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        for (int i = 0; i < Dimension; i++) metric.Row(i).Clear();
        for (int i = 0; i < _order; i++)
        {
            double precision = 1 / parameters[_order + i] / parameters[_order + i];
            metric[i, i] = precision;
            metric[_order + i, _order + i] = 2 * precision;
        }
    }

    /// <summary>Σ ½[r² − 1 − ln r² + (Δm/σ′)²], r = σ/σ′.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double sum = 0;
        for (int i = 0; i < _order; i++)
        {
            double shift = (parameters[i] - reference[i]) / reference[_order + i];
            sum += 0.5 * (ElementaryFunctions.ExponentialRemainder(2 * ElementaryFunctions.LogQuotient(parameters[_order + i], reference[_order + i])) + (shift * shift));
        }

        return sum;
    }

    /// <summary>The mean of the outcomes, and the roots of their mean squared deviations from it.</summary>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        double[] parameters = new double[ParameterLength];
        Matrix<double> deviations = Vectors.Centre(outcomes, parameters.AsSpan(0, _order));
        Span<double> sds = parameters.AsSpan(_order);
        for (int row = 0; row < deviations.Rows; row++) TensorPrimitives.MultiplyAdd(deviations.Row(row), deviations.Row(row), sds, sds);
        for (int i = 0; i < _order; i++)
        {
            if (!(sds[i] > 0)) throw new NumericalException($"Component {i + 1} is the same in all outcomes: no normal distribution of positive variance is the likeliest.");
            sds[i] = Math.Sqrt(sds[i] / outcomes.Rows);
        }

        return parameters;
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome)
    {
        for (int i = 0; i < _order; i++) outcome[i] = parameters[i] + (parameters[_order + i] * random.NextNormal());
    }

    private static int Positive(int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order);
        return order;
    }
}
