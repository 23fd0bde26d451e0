using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;

/// <summary>
/// Wishart distributions of a positive definite p×p matrix Y by degrees of freedom ν > p − 1 and scale V, the sum of ν squares yyᵀ of
/// normal vectors of covariance V: t = (ln det Y, upper triangle of Y), θ = ((ν − p − 1)/2, −½V⁻¹ with its off-diagonal entries
/// doubled), F = ln Γ_p(a) + a ln det 2V with a = ν/2 and Γ_p the multivariate gamma function. Outcomes are matrices row by row;
/// densities are relative to the Lebesgue measure of the upper triangle. [Olver24], 35.3.
/// </summary>
public sealed class Wishart : ExponentialFamily
{
    private const int MostNewtonSteps = 100;

    private readonly int _order;

    private readonly double _least;

    /// <summary>The family on p×p matrices.</summary>
    public Wishart(int order)
        : base(
            "wishart",
            [new("dof", Freedom(order)), new("scale", CovarianceMatrix.Domain(order), order, order)],
            ["dof", .. UpperTriangle.Names("scale", order)],
            ["ln det y", .. UpperTriangle.Names("y", order)])
    {
        _order = order;
        _least = 0.5 * (order - 1);
        Outcomes = new OutcomeSpace.Region($"a symmetric, positive definite {order}×{order} matrix", order * order, outcome => CovarianceMatrix.Fault(outcome.Span, order) is null);
    }

    /// <inheritdoc/>
    public override int OutcomeWidth => _order * _order;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override void ToCoordinates(ReadOnlySpan<double> parameters, Span<double> coordinates)
    {
        coordinates[0] = parameters[0];
        UpperTriangle.Pack(Square(parameters[1..]), coordinates[1..]);
    }

    /// <inheritdoc/>
    public override void FromCoordinates(ReadOnlySpan<double> coordinates, Span<double> parameters)
    {
        parameters[0] = coordinates[0];
        UpperTriangle.Unpack(coordinates[1..], Square(parameters[1..]));
    }

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters)
    {
        // ½V⁻¹ = −Θ
        Jet half = naturalParameters[0] + (_least + 1), sum = 0.25 * _order * (_order - 1) * Math.Log(Math.PI);
        for (int i = 0; i < _order; i++) sum += LogGamma.Of(half - (0.5 * i));
        return sum - (half * new JetCholesky(naturalParameters[1..], _order, -1, -0.5).LogDeterminant());
    }

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters)
    {
        naturalParameters[0] = (0.5 * coordinates[0]) - (_least + 1);
        new JetCholesky(coordinates[1..], _order).Invert(naturalParameters[1..], -0.5, -1);
    }

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters)
    {
        naturalParameters[0] = (0.5 * parameters[0]) - (_least + 1);
        UpperTriangle.Pack(CovarianceMatrix.Inverse(parameters[1..], _order), naturalParameters[1..], -0.5, -1);
    }

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters)
    {
        parameters[0] = 2 * (naturalParameters[0] + (_least + 1));
        MatrixView<double> scale = Square(parameters[1..]);
        UpperTriangle.Unpack(naturalParameters[1..], scale, -2, -1);
        Cholesky.Factor(scale);
        Cholesky.Invert(scale);
    }

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters)
    {
        if (!TensorPrimitives.IsFiniteAll(naturalParameters) || !(naturalParameters[0] > -1)) return false;
        Matrix<double> precision = new(_order, _order);
        UpperTriangle.Unpack(naturalParameters[1..], precision, -2, -1);
        return Cholesky.TryFactor<double>(precision, out _, out _);
    }

    /// <inheritdoc/>
    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        double[] parameters = new double[ParameterLength];
        FromNatural(naturalParameters, parameters);
        ToMean(parameters, mean);
    }

    /// <summary>ψ_p(a) + ln det 2V and νV.</summary>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean)
    {
        mean[0] = ExpectedLogDeterminant(parameters);
        UpperTriangle.Pack(Square(parameters[1..]), mean[1..], parameters[0], parameters[0]);
    }

    /// <summary>V = E[Y]/ν, and ν from p ln a − ψ_p(a) = ln det E[Y] − E[ln det Y] by Newton's method.</summary>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        MatrixView<double> scale = Square(parameters[1..]);
        UpperTriangle.Unpack(mean[1..], scale);
        if (CovarianceMatrix.Fault(parameters[1..], _order) is { } fault) throw new NumericalException($"The mean of Wishart matrices is positive definite; found {fault}.");
        double freedom = 2 * HalfFreedom(Cholesky.LogDeterminant<double>(CovarianceMatrix.Factor(parameters[1..], _order)) - mean[0]);
        parameters[0] = freedom;
        foreach (ref double value in parameters[1..]) value /= freedom;
    }

    /// <summary>ψ′_p(a), 2V, and ν(V_ik V_jl + V_il V_jk).</summary>
    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance)
    {
        double[] parameters = new double[ParameterLength], mean = new double[Dimension];
        FromNatural(naturalParameters, parameters);
        double freedom = parameters[0];
        ReadOnlyMatrixView<double> scale = Square(parameters.AsSpan(1));
        NormalMoments.Covariance([], scale, covariance.RowRange(1, Dimension - 1).ColumnRange(1, Dimension - 1));
        UpperTriangle.Pack(scale, mean.AsSpan(1), 2, 2);
        mean[0] = Trigamma(0.5 * freedom);
        mean.CopyTo(covariance.Row(0));
        for (int i = 1; i < Dimension; i++)
        {
            TensorPrimitives.Multiply(covariance.Row(i), freedom, covariance.Row(i));
            covariance[i, 0] = mean[i];
        }
    }

    /// <summary>¼ψ′_p(a), ½ tr(V⁻¹ ∂V), and (ν/2) tr(V⁻¹ ∂V V⁻¹ ∂V).</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        double freedom = parameters[0];
        Matrix<double> precision = CovarianceMatrix.Inverse(parameters[1..], _order);
        double[] mixed = new double[Dimension];
        UpperTriangle.Pack(precision, mixed.AsSpan(1), 0.5);
        mixed[0] = 0.25 * Trigamma(0.5 * freedom);
        NormalMoments.TraceMetric(precision, 0.5 * freedom, metric.RowRange(1, Dimension - 1).ColumnRange(1, Dimension - 1));
        mixed.CopyTo(metric.Row(0));
        for (int i = 1; i < Dimension; i++) metric[i, 0] = mixed[i];
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        statistic[0] = Cholesky.LogDeterminant<double>(CovarianceMatrix.Factor(outcome, _order));
        UpperTriangle.Pack(Square(outcome), statistic[1..]);
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => 0;

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => 0;

    /// <summary>θ·η − F, its terms of order ν taken together.</summary>
    public override double DualPotential(ReadOnlySpan<double> parameters)
    {
        // (a − (p+1)/2)(ψ_p + ln det 2V) − pa − ln Γ_p − a ln det 2V
        double half = 0.5 * parameters[0], sum = -0.25 * _order * (_order - 1) * Math.Log(Math.PI) - ((_least + 1) * ExpectedLogDeterminant(parameters));
        for (int i = 0; i < _order; i++)
        {
            double x = half - (0.5 * i);
            sum += (half * PolyGamma.DiGammaRemainder(x)) - LogGamma.Remainder(x) + (0.5 * i * (Math.Log(x) - 1));
        }

        return sum;
    }

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        Matrix<double> scale = CovarianceMatrix.Factor(parameters[1..], _order), factor = CovarianceMatrix.Factor(outcome, _order), white = CovarianceMatrix.LowerTriangleOf(factor);
        TriangularSystems.SolveLower<double>(scale, white);
        double half = 0.5 * parameters[0], logDeterminant = Cholesky.LogDeterminant<double>(factor), sum = 0.25 * _order * (_order - 1) * Math.Log(Math.PI);
        for (int i = 0; i < _order; i++) sum += LogGamma.Of(half - (0.5 * i));
        return ((half - _least - 1) * logDeterminant) - (0.5 * TensorPrimitives.SumOfSquares<double>(white.AsSpan()))
            - (half * ((_order * Math.Log(2)) + Cholesky.LogDeterminant<double>(scale))) - sum;
    }

    /// <summary>
    /// (ν′/2)[tr(M′⁻¹M) − p − ln det(M′⁻¹M)] + B_φ(a′ : a), M = νV the means and φ(a) = ln Γ_p(a) − pa ln a + pa: what means add, and
    /// what degrees of freedom; both positive.
    /// </summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double half = 0.5 * parameters[0], otherHalf = 0.5 * reference[0], logRatio = ElementaryFunctions.LogQuotient(otherHalf - _least, half - _least);
        double[] mean = new double[_order * _order], otherMean = new double[_order * _order];
        TensorPrimitives.Multiply(parameters[1..], parameters[0], mean);
        TensorPrimitives.Multiply(reference[1..], reference[0], otherMean);
        double freedoms = logRatio == 0 ? 0 : SmoothIntegral.OfPositive(Integrand, 0, 1);
        return (otherHalf * CovarianceMatrix.LogDeterminantDivergence(mean, otherMean, _order)) + freedoms;

        // ∫ φ″(x)(a′ − x) dx, along what x exceeds its least value by, geometrically.
        double Integrand(double s)
        {
            double excess = (half - _least) * Math.Exp(s * logRatio), left = (1 - s) * logRatio;
            return PotentialCurvature(_least + excess) * excess * (ElementaryFunctions.ExponentialRemainder(left) + left) * excess * logRatio;
        }
    }

    /// <summary>Bartlett's decomposition Y = L T Tᵀ Lᵀ, T lower triangular of χ and normal variables. [SmithHocking72]</summary>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome)
    {
        Matrix<double> scale = CovarianceMatrix.LowerTriangleOf(CovarianceMatrix.Factor(parameters[1..], _order)), bartlett = new(_order, _order), product = new(_order, _order);
        for (int i = 0; i < _order; i++)
        {
            for (int j = 0; j < i; j++) bartlett[i, j] = random.NextNormal();
            bartlett[i, i] = Math.Sqrt(2) * Math.Exp(0.5 * GammaSampler.SampleLog(0.5 * (parameters[0] - i), ref random));
        }

        Products.Multiply<double>(scale, bartlett, product);
        Products.MultiplyTransposedRight(product, product, Square(outcome));
        Symmetry.MirrorLower(Square(outcome));
    }

    private static ParameterDomain Freedom(int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order);
        return ParameterDomain.Each(FormattableString.Invariant($"a number > {order - 1}"), value => value > order - 1 && double.IsFinite(value));
    }

    private MatrixView<double> Square(Span<double> values) => new(values, _order, _order);

    private ReadOnlyMatrixView<double> Square(ReadOnlySpan<double> values) => new(values, _order, _order);

    // ψ_p(a) + ln det 2V
    private double ExpectedLogDeterminant(ReadOnlySpan<double> parameters)
    {
        double sum = (_order * Math.Log(2)) + Cholesky.LogDeterminant<double>(CovarianceMatrix.Factor(parameters[1..], _order));
        for (int i = 0; i < _order; i++) sum += PolyGamma.DiGamma(0.5 * (parameters[0] - i));
        return sum;
    }

    // ψ′_p(a)
    private double Trigamma(double half)
    {
        double sum = 0;
        for (int i = 0; i < _order; i++) sum += PolyGamma.TriGamma(half - (0.5 * i));
        return sum;
    }

    // φ″(a) = Σ ψ′(a − i/2) − 1/a, each term ψ′(x) − 1/x + (i/2)/(ax).
    private double PotentialCurvature(double half)
    {
        double sum = 0;
        for (int i = 0; i < _order; i++)
        {
            double x = half - (0.5 * i);
            sum += PolyGamma.TriGammaRemainder(x) + (0.5 * i / half / x);
        }

        return sum;
    }

    // a where Σ ln a − ψ(a − i/2) is the gap, by Newton's method in ln of what a exceeds its least value by.
    private double HalfFreedom(double gap)
    {
        if (!(gap > 0) || double.IsInfinity(gap))
            throw new NumericalException($"ln det E[y] − E[ln det y] of Wishart matrices is positive; found {gap:R}. Outcomes that are all the same have no likeliest distribution.");

        // p(p + 1)/(4a) for large a.
        double excess = _order * (_order + 1) / (4 * gap);
        for (int step = 0; step < MostNewtonSteps; step++)
        {
            double half = _least + excess, found = 0;
            for (int i = 0; i < _order; i++)
            {
                double x = half - (0.5 * i);
                found += ElementaryFunctions.LogOnePlus(0.5 * i / x) - PolyGamma.DiGammaRemainder(x);
            }

            double change = Math.Clamp((found - gap) / (excess * PotentialCurvature(half)), -2, 2);
            excess *= Math.Exp(change);
            if (Math.Abs(change) < 1e-15) break;
        }

        return _least + excess;
    }
}
