using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;

/// <summary>
/// Normal distributions in n dimensions by mean m and covariance S, all n + n(n+1)/2 of them free: t = (y, upper triangle of yyᵀ),
/// θ = (S⁻¹m, −½S⁻¹ with its off-diagonal entries doubled), F = ½ mᵀS⁻¹m + ½ ln det 2πS. Densities, divergences, entropies,
/// samples and maximum likelihood cost n³ at most and form no matrix larger than S. [Amari16], ch. 1.
/// </summary>
public sealed class MultivariateNormal : ExponentialFamily
{
    private const double LogTau = 1.8378770664093454836;

    private readonly int _order;

    /// <summary>The family on n-dimensional outcomes.</summary>
    public MultivariateNormal(int order)
        : base(
            "mvnormal",
            [new("mean", ParameterDomain.Real, 1, Positive(order)), new("covariance", CovarianceMatrix.Domain(order), order, order)],
            [.. Vectors.Names("mean", order), .. UpperTriangle.Names("covariance", order)],
            [.. Vectors.Names("y", order), .. UpperTriangle.Products("y", order)])
    {
        _order = order;
        Outcomes = Vectors.Space(order);
    }

    /// <summary>n, the dimension of an outcome.</summary>
    public int Order => _order;

    /// <inheritdoc/>
    public override int OutcomeWidth => _order;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override void ToCoordinates(ReadOnlySpan<double> parameters, Span<double> coordinates)
    {
        parameters[.._order].CopyTo(coordinates);
        UpperTriangle.Pack(Square(parameters[_order..]), coordinates[_order..]);
    }

    /// <inheritdoc/>
    public override void FromCoordinates(ReadOnlySpan<double> coordinates, Span<double> parameters)
    {
        coordinates[.._order].CopyTo(parameters);
        UpperTriangle.Unpack(coordinates[_order..], Square(parameters[_order..]));
    }

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters)
    {
        JetCholesky precision = new(naturalParameters[_order..], _order, -2, -1);
        return 0.5 * (precision.InverseForm(naturalParameters[.._order]) - precision.LogDeterminant() + (_order * LogTau));
    }

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters)
    {
        JetCholesky covariance = new(coordinates[_order..], _order);
        coordinates[.._order].CopyTo(naturalParameters);
        covariance.Solve(naturalParameters[.._order]);
        covariance.Invert(naturalParameters[_order..], -0.5, -1);
    }

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters)
    {
        Matrix<double> precision = CovarianceMatrix.Factor(parameters[_order..], _order);
        parameters[.._order].CopyTo(naturalParameters);
        Cholesky.Solve<double>(precision, new MatrixView<double>(naturalParameters[.._order], _order, 1));
        Cholesky.Invert<double>(precision);
        UpperTriangle.Pack(precision, naturalParameters[_order..], -0.5, -1);
    }

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters)
    {
        MatrixView<double> covariance = Square(parameters[_order..]);
        UpperTriangle.Unpack(naturalParameters[_order..], covariance, -2, -1);
        Cholesky.Factor(covariance);
        naturalParameters[.._order].CopyTo(parameters);
        Cholesky.Solve(covariance, new MatrixView<double>(parameters[.._order], _order, 1));
        Cholesky.Invert(covariance);
    }

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters)
    {
        if (!TensorPrimitives.IsFiniteAll(naturalParameters)) return false;
        Matrix<double> precision = new(_order, _order);
        UpperTriangle.Unpack(naturalParameters[_order..], precision, -2, -1);
        return Cholesky.TryFactor<double>(precision, out _, out _);
    }

    /// <inheritdoc/>
    public override double LogPartition(ReadOnlySpan<double> naturalParameters)
    {
        Matrix<double> precision = new(_order, _order);
        UpperTriangle.Unpack(naturalParameters[_order..], precision, -2, -1);
        Cholesky.Factor<double>(precision);
        return 0.5 * (CovarianceMatrix.InverseForm(precision, naturalParameters[.._order].ToArray()) - Cholesky.LogDeterminant<double>(precision) + (_order * LogTau));
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
        parameters[.._order].CopyTo(mean);
        int place = _order;
        for (int i = 0; i < _order; i++)
        {
            for (int j = i; j < _order; j++) mean[place++] = parameters[_order + (i * _order) + j] + (parameters[i] * parameters[j]);
        }
    }

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        mean[.._order].CopyTo(parameters);
        MatrixView<double> covariance = Square(parameters[_order..]);
        UpperTriangle.Unpack(mean[_order..], covariance);
        for (int i = 0; i < _order; i++)
        {
            for (int j = 0; j < _order; j++) covariance[i, j] -= mean[i] * mean[j];
        }

        RefuseSingular(parameters[_order..]);
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        outcome.CopyTo(statistic);
        UpperTriangle.PackSquare(outcome, statistic[_order..]);
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => 0;

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => 0;

    /// <summary>−½ ln det 2πeS.</summary>
    public override double DualPotential(ReadOnlySpan<double> parameters) =>
        -0.5 * ((_order * (LogTau + 1)) + Cholesky.LogDeterminant<double>(CovarianceMatrix.Factor(parameters[_order..], _order)));

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        Matrix<double> factor = CovarianceMatrix.Factor(parameters[_order..], _order);
        double[] deviation = new double[_order];
        TensorPrimitives.Subtract(outcome, parameters[.._order], deviation);
        return -0.5 * ((_order * LogTau) + Cholesky.LogDeterminant<double>(factor) + CovarianceMatrix.InverseForm(factor, deviation));
    }

    /// <summary>Moments by Isserlis' theorem, as Cov(yᵢyⱼ, y_k y_l) = S_ik S_jl + S_il S_jk + m_i m_k S_jl + m_i m_l S_jk + m_j m_k S_il + m_j m_l S_ik.</summary>
    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance)
    {
        double[] parameters = new double[ParameterLength];
        FromNatural(naturalParameters, parameters);
        NormalMoments.Covariance(parameters.AsSpan(0, _order), Square(parameters.AsSpan(_order)), covariance);
    }

    /// <summary>S⁻¹ for the mean and ½ tr(S⁻¹ ∂S S⁻¹ ∂S) for the covariance, which do not mix.</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        Matrix<double> precision = CovarianceMatrix.Inverse(parameters[_order..], _order);
        for (int i = 0; i < Dimension; i++) metric.Row(i).Clear();
        for (int i = 0; i < _order; i++) precision.Row(i).CopyTo(metric.Row(i));
        NormalMoments.TraceMetric(precision, 0.5, metric.RowRange(_order, Dimension - _order).ColumnRange(_order, Dimension - _order));
    }

    /// <summary>½[tr(S′⁻¹S) − n − ln det(S′⁻¹S) + ΔᵀS′⁻¹Δ]. Cost: up to 10n³.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double[] shift = new double[_order];
        TensorPrimitives.Subtract(parameters[.._order], reference[.._order], shift);
        double distance = CovarianceMatrix.InverseForm(CovarianceMatrix.Factor(reference[_order..], _order), shift);
        return 0.5 * (CovarianceMatrix.LogDeterminantDivergence(parameters[_order..], reference[_order..], _order) + distance);
    }

    /// <summary>The mean of the outcomes and the mean square of their deviations from it.</summary>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        double[] parameters = new double[ParameterLength];
        Span<double> mean = parameters.AsSpan(0, _order);
        Matrix<double> deviations = Vectors.Centre(outcomes, mean);
        Products.SymmetricRankUpdate(deviations, Square(parameters.AsSpan(_order)), 1.0 / outcomes.Rows, 0);
        RefuseSingular(parameters.AsSpan(_order));
        return parameters;
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        SampleRows(parameters, ref random, new MatrixView<double>(outcome, 1, _order));

    /// <summary>m + L z for each row. Cost: n³/3 once and n² a row.</summary>
    public override void SampleRows(ReadOnlySpan<double> parameters, ref RandomSequence random, MatrixView<double> outcomes) =>
        NormalMoments.Sample(parameters[.._order], CovarianceMatrix.Factor(parameters[_order..], _order), ref random, outcomes);

    private static int Positive(int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order);
        return order;
    }

    private MatrixView<double> Square(Span<double> values) => new(values, _order, _order);

    private ReadOnlyMatrixView<double> Square(ReadOnlySpan<double> values) => new(values, _order, _order);

    private void RefuseSingular(ReadOnlySpan<double> covariance)
    {
        if (CovarianceMatrix.Fault(covariance, _order) is { } fault)
            throw new NumericalException($"The outcomes' covariance is {fault}: no normal distribution in {_order} dimensions is the likeliest. Give more than {_order} outcomes that lie in no plane.");
    }
}
