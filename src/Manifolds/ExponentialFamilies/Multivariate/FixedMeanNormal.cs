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
/// Normal distributions in n dimensions around one known mean m, by their covariance S: t = upper triangle of (y − m)(y − m)ᵀ,
/// θ = −½S⁻¹ with its off-diagonal entries doubled, F = ½ ln det 2πS. A symmetric space: geodesics are S₁ exp(τ log S₁⁻¹S₂).
/// </summary>
public sealed class FixedMeanNormal : ExponentialFamily
{
    private const double LogTau = 1.8378770664093454836;

    private readonly double[] _mean;

    private readonly int _order;

    /// <summary>The family around a mean.</summary>
    public FixedMeanNormal(params ReadOnlySpan<double> mean)
        : base(
            "mvnormal",
            [new("covariance", CovarianceMatrix.Domain(Finite(mean)), mean.Length, mean.Length)],
            [.. UpperTriangle.Names("covariance", mean.Length)],
            UpperTriangle.Products("z", mean.Length))
    {
        _mean = mean.ToArray();
        _order = mean.Length;
        Outcomes = Vectors.Space(_order);
    }

    /// <summary>m, n values.</summary>
    public ReadOnlySpan<double> FixedMean => _mean;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixedParameters => [$"mean={CovarianceMatrix.Text(_mean)}"];

    /// <inheritdoc/>
    public override int OutcomeWidth => _order;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override void ToCoordinates(ReadOnlySpan<double> parameters, Span<double> coordinates) => UpperTriangle.Pack(Square(parameters), coordinates);

    /// <inheritdoc/>
    public override void FromCoordinates(ReadOnlySpan<double> coordinates, Span<double> parameters) => UpperTriangle.Unpack(coordinates, Square(parameters));

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters) =>
        0.5 * ((_order * LogTau) - new JetCholesky(naturalParameters, _order, -2, -1).LogDeterminant());

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters) =>
        new JetCholesky(coordinates, _order).Invert(naturalParameters, -0.5, -1);

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters) =>
        UpperTriangle.Pack(CovarianceMatrix.Inverse(parameters, _order), naturalParameters, -0.5, -1);

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters)
    {
        MatrixView<double> covariance = Square(parameters);
        UpperTriangle.Unpack(naturalParameters, covariance, -2, -1);
        Cholesky.Factor(covariance);
        Cholesky.Invert(covariance);
    }

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters)
    {
        if (!TensorPrimitives.IsFiniteAll(naturalParameters)) return false;
        Matrix<double> precision = new(_order, _order);
        UpperTriangle.Unpack(naturalParameters, precision, -2, -1);
        return Cholesky.TryFactor<double>(precision, out _, out _);
    }

    /// <inheritdoc/>
    public override double LogPartition(ReadOnlySpan<double> naturalParameters)
    {
        Matrix<double> precision = new(_order, _order);
        UpperTriangle.Unpack(naturalParameters, precision, -2, -1);
        Cholesky.Factor<double>(precision);
        return 0.5 * ((_order * LogTau) - Cholesky.LogDeterminant<double>(precision));
    }

    /// <inheritdoc/>
    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean) => UpperTriangle.Pack(CovarianceOf(naturalParameters), mean);

    /// <inheritdoc/>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean) => UpperTriangle.Pack(Square(parameters), mean);

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        UpperTriangle.Unpack(mean, Square(parameters));
        RefuseSingular(parameters);
    }

    /// <summary>S_ik S_jl + S_il S_jk.</summary>
    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance) =>
        NormalMoments.Covariance([], CovarianceOf(naturalParameters), covariance);

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        double[] deviation = new double[_order];
        TensorPrimitives.Subtract(outcome, _mean, deviation);
        UpperTriangle.PackSquare(deviation, statistic);
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => 0;

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => 0;

    /// <summary>−½ ln det 2πeS.</summary>
    public override double DualPotential(ReadOnlySpan<double> parameters) =>
        -0.5 * ((_order * (LogTau + 1)) + Cholesky.LogDeterminant<double>(CovarianceMatrix.Factor(parameters, _order)));

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        Matrix<double> factor = CovarianceMatrix.Factor(parameters, _order);
        double[] deviation = new double[_order];
        TensorPrimitives.Subtract(outcome, _mean, deviation);
        return -0.5 * ((_order * LogTau) + Cholesky.LogDeterminant<double>(factor) + CovarianceMatrix.InverseForm(factor, deviation));
    }

    /// <summary>½ tr(S⁻¹ ∂S S⁻¹ ∂S).</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric) =>
        NormalMoments.TraceMetric(CovarianceMatrix.Inverse(parameters, _order), 0.5, metric);

    /// <summary>½[tr(S′⁻¹S) − n − ln det(S′⁻¹S)]. Cost: up to 10n³.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference) =>
        0.5 * CovarianceMatrix.LogDeterminantDivergence(parameters, reference, _order);

    /// <summary>The mean square of the outcomes' deviations from m.</summary>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        if (outcomes.Rows == 0) throw new ArgumentException("There are no outcomes.", nameof(outcomes));
        Matrix<double> deviations = new(outcomes.Rows, _order);
        for (int row = 0; row < outcomes.Rows; row++) TensorPrimitives.Subtract(outcomes.Row(row), _mean, deviations.Row(row));
        double[] covariance = new double[_order * _order];
        Products.SymmetricRankUpdate(deviations, Square(covariance.AsSpan()), 1.0 / outcomes.Rows, 0);
        RefuseSingular(covariance);
        return covariance;
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        SampleRows(parameters, ref random, new MatrixView<double>(outcome, 1, _order));

    /// <summary>m + L z for each row. Cost: n³/3 once and n² a row.</summary>
    public override void SampleRows(ReadOnlySpan<double> parameters, ref RandomSequence random, MatrixView<double> outcomes) =>
        NormalMoments.Sample(_mean, CovarianceMatrix.Factor(parameters, _order), ref random, outcomes);

    private static int Finite(ReadOnlySpan<double> mean)
    {
        if (mean.IsEmpty || !TensorPrimitives.IsFiniteAll(mean)) throw new ArgumentException("A mean is at least one finite number.", nameof(mean));
        return mean.Length;
    }

    private MatrixView<double> Square(Span<double> values) => new(values, _order, _order);

    private ReadOnlyMatrixView<double> Square(ReadOnlySpan<double> values) => new(values, _order, _order);

    private Matrix<double> CovarianceOf(ReadOnlySpan<double> naturalParameters)
    {
        Matrix<double> covariance = new(_order, _order);
        FromNatural(naturalParameters, covariance.AsSpan());
        return covariance;
    }

    private void RefuseSingular(ReadOnlySpan<double> covariance)
    {
        if (CovarianceMatrix.Fault(covariance, _order) is { } fault)
            throw new NumericalException($"The outcomes' mean square is {fault}: no normal distribution in {_order} dimensions is the likeliest. Give at least {_order} outcomes that lie in no plane through the mean.");
    }
}
