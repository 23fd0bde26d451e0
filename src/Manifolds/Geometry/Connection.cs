using System.Globalization;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>
/// The α-connection Γ^(α)_{ij,k} = Γ^(0)_{ij,k} − (α/2) C_ijk, without torsion: Levi-Civita's for α = 0, the e-connection for 1, the
/// m-connection for −1. ∇^(α) and ∇^(−α) are dual: ∂_k g_ij = Γ^(α)_{ki,j} + Γ^(−α)_{kj,i}. [Amari16], 6.2.
/// </summary>
public sealed class Connection
{
    internal Connection(StatisticalManifold manifold, double alpha)
    {
        if (!double.IsFinite(alpha)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "α must be finite.");
        Manifold = manifold;
        Alpha = alpha;
    }

    /// <summary>The manifold in its chart.</summary>
    public StatisticalManifold Manifold { get; }

    /// <summary>α.</summary>
    public double Alpha { get; }

    /// <summary>∇^(−α).</summary>
    public Connection Dual => new(Manifold, -Alpha);

    /// <summary>Γ^(α)_{ij,k} at [i, j, k], Christoffel symbols of the first kind, d×d×d.</summary>
    public void FirstKind(ReadOnlySpan<double> point, Span<double> symbols)
    {
        int d = Manifold.Dimension;
        double[] derivatives = new double[d * d * d], cubic = new double[Alpha == 0 ? 0 : d * d * d];
        Manifold.MetricDerivatives(point, derivatives);
        if (Alpha != 0) Manifold.CubicTensor(point, cubic);
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                for (int k = 0; k < d; k++)
                {
                    double symbol = 0.5 * (derivatives[At(i, j, k)] + derivatives[At(j, i, k)] - derivatives[At(k, i, j)]);
                    symbols[At(i, j, k)] = Alpha == 0 ? symbol : symbol - (0.5 * Alpha * cubic[At(i, j, k)]);
                }
            }
        }

        int At(int i, int j, int k) => (((i * d) + j) * d) + k;
    }

    /// <summary>Γ^(α)k_ij at [k, i, j], Christoffel symbols of the second kind, d×d×d.</summary>
    /// <exception cref="Numerics.Errors.NumericalException">The metric is singular to rounding.</exception>
    public void SecondKind(ReadOnlySpan<double> point, Span<double> symbols)
    {
        int d = Manifold.Dimension;
        double[] first = new double[d * d * d];
        Matrix<double> inverse = new(d, d);
        FirstKind(point, first);
        Manifold.InverseMetric(point, inverse);
        Products.MultiplyTransposedRight<double>(inverse, new ReadOnlyMatrixView<double>(first, d * d, d), new MatrixView<double>(symbols, d, d * d));
    }

    /// <summary>
    /// R^(α)_ijkl = g(R(∂_i, ∂_j)∂_l, ∂_k), d×d×d×d, with R(X, Y) = [∇_X, ∇_Y] − ∇_[X,Y]; (1 − α²) times that of α = 0 in an
    /// exponential family, zero for α = ±1. Antisymmetric in i, j; in k, l for α = 0 or an exponential family.
    /// </summary>
    public void Curvature(ReadOnlySpan<double> point, Span<double> curvature)
    {
        Manifold.Curvature(point, curvature);
        if (Alpha == 0) return;
        if (Manifold.IsDuallyFlat)
        {
            double factor = (1 - Alpha) * (1 + Alpha);
            foreach (ref double value in curvature) value *= factor;
            return;
        }

        AddCubicTerms(point, curvature);
    }

    /// <summary>γ″ = −Γ^(α)k_ij γ′ⁱ γ′ʲ, the acceleration of a geodesic by its coordinates.</summary>
    public void Acceleration(ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, Span<double> acceleration) => Drift(point, velocity, velocity, acceleration);

    /// <summary>V′ᵏ = −Γ^(α)k_ij γ′ⁱ Vʲ, by which vectors' coordinates change that are carried in parallel along a curve; d values a vector, one after the other.</summary>
    /// <exception cref="Numerics.Errors.NumericalException">The metric is singular to rounding.</exception>
    public void Drift(ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, ReadOnlySpan<double> vectors, Span<double> changes)
    {
        int d = Manifold.Dimension, count = vectors.Length / d;
        double[] symbols = new double[d * d * d];
        Matrix<double> along = new(d, d), factor = new(d, d);
        FirstKind(point, symbols);
        Products.Multiply(new ReadOnlyMatrixView<double>(velocity, 1, d), new ReadOnlyMatrixView<double>(symbols, d, d * d), new MatrixView<double>(along.AsSpan(), 1, d * d), -1, 0);
        MatrixView<double> rows = new(changes, count, d);
        Products.Multiply(new ReadOnlyMatrixView<double>(vectors, count, d), along, rows);
        Manifold.FactorMetric(point, factor);
        Cholesky.SolveRows<double>(factor, rows);
    }

    /// <inheritdoc/>
    public override string ToString() => $"α = {Alpha.ToString("R", CultureInfo.InvariantCulture)}";

    // R^(α) − R^(0) from Γ^(α) = Γ^(0) − (α/2) C:
    // −(α/2)∂_iC_jkl + g^mn (−(α/2) Γ_jl,m C_ikn + (α/2) C_jlm Γ_ik,n + (α²/4) C_jlm C_ikn) less the same with i and j exchanged.
    private void AddCubicTerms(ReadOnlySpan<double> point, Span<double> curvature)
    {
        int d = Manifold.Dimension, pairs = d * d;
        double half = 0.5 * Alpha;
        double[] derivatives = new double[pairs * pairs], cubic = new double[pairs * d], levi = new double[pairs * d];
        double[] raised = new double[pairs * d], mixed = new double[pairs * pairs], square = new double[pairs * pairs];
        Matrix<double> inverse = new(d, d);
        Manifold.CubicDerivatives(point, derivatives);
        Manifold.CubicTensor(point, cubic);
        Manifold.Connection(0).FirstKind(point, levi);
        Manifold.InverseMetric(point, inverse);
        ReadOnlyMatrixView<double> cubicRows = new(cubic, pairs, d), raisedRows = new(raised, pairs, d);
        Products.Multiply(cubicRows, inverse, new MatrixView<double>(raised, pairs, d));
        Products.MultiplyTransposedRight(new ReadOnlyMatrixView<double>(levi, pairs, d), raisedRows, new MatrixView<double>(mixed, pairs, pairs));
        Products.MultiplyTransposedRight(cubicRows, raisedRows, new MatrixView<double>(square, pairs, pairs));
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                for (int k = 0; k < d; k++)
                {
                    for (int l = 0; l < d; l++) curvature[(((((i * d) + j) * d) + k) * d) + l] += Term(i, j, k, l) - Term(j, i, k, l);
                }
            }
        }

        double Term(int i, int j, int k, int l)
        {
            int jl = (j * d) + l, ik = (i * d) + k;
            return (-half * derivatives[(((((i * d) + j) * d) + k) * d) + l]) + (half * (mixed[(ik * pairs) + jl] - mixed[(jl * pairs) + ik])) + (half * half * square[(jl * pairs) + ik]);
        }
    }
}
