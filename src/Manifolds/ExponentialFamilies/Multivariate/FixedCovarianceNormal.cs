using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;

/// <summary>
/// Normal distributions in n dimensions of one known covariance S, by their mean m: t = y, θ = S⁻¹m, F = ½θᵀSθ, and π the density
/// of mean zero. The metric S⁻¹ is flat. Cost: n² for what depends on the mean alone.
/// </summary>
public sealed class FixedCovarianceNormal : ExponentialFamily
{
    private const double LogTau = 1.8378770664093454836;

    private readonly Matrix<double> _covariance, _factor, _precision;

    private readonly double _logDeterminant;

    /// <summary>The family of a covariance, n×n.</summary>
    /// <exception cref="InvalidInputException">The covariance is not symmetric, or not positive definite.</exception>
    public FixedCovarianceNormal(ReadOnlyMatrixView<double> covariance)
        : base("mvnormal", [new("mean", ParameterDomain.Real, 1, covariance.Rows)], [.. Vectors.Names("mean", covariance.Rows)], [.. Vectors.Names("y", covariance.Rows)])
    {
        int order = covariance.Rows;
        if (covariance.Columns != order) throw new ArgumentException($"A covariance is square; found {order}×{covariance.Columns}.", nameof(covariance));
        _covariance = new(order, order);
        _covariance.View.CopyFrom(covariance);
        ParameterDomain domain = CovarianceMatrix.Domain(order);
        if (domain.Fault(_covariance.AsSpan()) is { } fault) throw new InvalidInputException($"The parameter 'covariance' of {Name}", fault, domain.Description);
        _factor = CovarianceMatrix.Factor(_covariance.AsSpan(), order);
        _precision = CovarianceMatrix.Inverse(_covariance.AsSpan(), order);
        _logDeterminant = Cholesky.LogDeterminant<double>(_factor);
        Outcomes = Vectors.Space(order);
    }

    /// <summary>S, n×n.</summary>
    public ReadOnlyMatrixView<double> FixedCovariance => _covariance;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixedParameters => [$"covariance={CovarianceMatrix.Text(_covariance.AsSpan(), Dimension)}"];

    /// <inheritdoc/>
    public override int OutcomeWidth => Dimension;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters)
    {
        Jet sum = 0;
        for (int i = 0; i < Dimension; i++)
        {
            Jet row = 0.5 * _covariance[i, i] * naturalParameters[i];
            for (int j = 0; j < i; j++) row += _covariance[i, j] * naturalParameters[j];
            sum += row * naturalParameters[i];
        }

        return sum;
    }

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters)
    {
        for (int i = 0; i < Dimension; i++)
        {
            Jet sum = 0;
            for (int j = 0; j < Dimension; j++) sum += _precision[i, j] * coordinates[j];
            naturalParameters[i] = sum;
        }
    }

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters)
    {
        parameters.CopyTo(naturalParameters);
        Cholesky.Solve<double>(_factor, new MatrixView<double>(naturalParameters[..Dimension], Dimension, 1));
    }

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters) => Multiply(_covariance, naturalParameters, parameters);

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) => TensorPrimitives.IsFiniteAll(naturalParameters);

    /// <inheritdoc/>
    public override double LogPartition(ReadOnlySpan<double> naturalParameters)
    {
        double[] mean = new double[Dimension];
        Multiply(_covariance, naturalParameters, mean);
        return 0.5 * TensorPrimitives.Dot(mean, naturalParameters);
    }

    /// <inheritdoc/>
    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean) => Multiply(_covariance, naturalParameters, mean);

    /// <inheritdoc/>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean) => parameters.CopyTo(mean);

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters) => mean.CopyTo(parameters);

    /// <summary>S.</summary>
    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance) => covariance.CopyFrom(_covariance);

    /// <summary>0: F is quadratic.</summary>
    public override void ThirdCumulant(ReadOnlySpan<double> naturalParameters, Span<double> third) => third.Clear();

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => outcome.CopyTo(statistic);

    /// <summary>−½ yᵀS⁻¹y − ½ ln det 2πS.</summary>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => LogDensityAround(outcome.ToArray());

    /// <summary>−½ mᵀS⁻¹m − ½ ln det 2πeS.</summary>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => LogDensityAround(parameters.ToArray()) - (0.5 * Dimension);

    /// <summary>½ mᵀS⁻¹m.</summary>
    public override double DualPotential(ReadOnlySpan<double> parameters) => 0.5 * CovarianceMatrix.InverseForm(_factor, parameters.ToArray());

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        double[] deviation = new double[Dimension];
        TensorPrimitives.Subtract(outcome, parameters, deviation);
        return LogDensityAround(deviation);
    }

    /// <summary>½ ln det 2πeS, whatever the mean.</summary>
    public override double Entropy(ReadOnlySpan<double> parameters) => 0.5 * ((Dimension * (LogTau + 1)) + _logDeterminant);

    /// <summary>S⁻¹.</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric) => metric.CopyFrom(_precision);

    /// <summary>½ ΔᵀS⁻¹Δ.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double[] shift = new double[Dimension];
        TensorPrimitives.Subtract(parameters, reference, shift);
        return 0.5 * CovarianceMatrix.InverseForm(_factor, shift);
    }

    /// <summary>The mean of the outcomes.</summary>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        double[] mean = new double[Dimension];
        Vectors.Centre(outcomes, mean);
        return mean;
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        NormalMoments.Sample(parameters, _factor, ref random, new MatrixView<double>(outcome, 1, Dimension));

    private static void Multiply(Matrix<double> matrix, ReadOnlySpan<double> vector, Span<double> result)
    {
        for (int i = 0; i < matrix.Rows; i++) result[i] = TensorPrimitives.Dot(matrix.Row(i), vector);
    }

    private double LogDensityAround(Span<double> deviation) => -0.5 * ((Dimension * LogTau) + _logDeterminant + CovarianceMatrix.InverseForm(_factor, deviation));
}
