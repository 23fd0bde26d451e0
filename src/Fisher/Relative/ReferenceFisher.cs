using System.Numerics.Tensors;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative;

/// <summary>
/// The mean over R references of Σ_c δ_c δ_cᵀ ⊗ x̃x̃ᵀ, F = SᵀS, of an m × (n + 1) matrix of weights, row by row. Every subsystem of one
/// layer has this form: a neuron with δ = √ν_f, a soft-max layer with the columns of a root of diag η − ηηᵀ.
/// Solves go through F where its order is the smaller, else through SSᵀ by Woodbury's identity. Source: [SunNielsen17], §3 and §5.
/// </summary>
public sealed class ReferenceFisher : FisherMatrix
{
    private readonly LayerReferences _references;
    private readonly Matrix<double> _cotangents;
    private readonly string _name;
    private readonly double _scale;
    private readonly Lazy<DenseFisher> _dense;
    private readonly Lazy<Matrix<double>> _dual;
    private readonly Lazy<SymmetricDecomposition> _decomposition;

    /// <summary>A matrix over references.</summary>
    /// <param name="references">x̃, R × (n + 1).</param>
    /// <param name="cotangents">δ, (C·R) × m: row c·R + r is δ_c of reference r; kept.</param>
    /// <param name="name">What it is, for messages and files.</param>
    public ReferenceFisher(LayerReferences references, Matrix<double> cotangents, string name)
    {
        if (cotangents.Rows == 0 || cotangents.Rows % references.Count != 0 || cotangents.Columns == 0)
            throw new ArgumentException($"Cotangents are {cotangents.Rows}×{cotangents.Columns}; expected a multiple of {references.Count} rows, the number of references.", nameof(cotangents));
        _references = references;
        _cotangents = cotangents;
        _name = name;
        _scale = 1.0 / references.Count;
        _dense = new Lazy<DenseFisher>(() => new DenseFisher(FormDense(), name) { Precision = Precision });
        _dual = new Lazy<Matrix<double>>(FormDual);
        _decomposition = new Lazy<SymmetricDecomposition>(() => new SymmetricDecomposition(_dual.Value));
    }

    /// <inheritdoc/>
    public override int Dimension => _cotangents.Columns * _references.Width;

    /// <summary>The rows of S, C·R.</summary>
    public int Rows => _cotangents.Rows;

    /// <inheritdoc/>
    public override Estimate Trace
    {
        get
        {
            double sum = 0;
            for (int row = 0; row < Rows; row++) sum += TensorPrimitives.SumOfSquares<double>(_cotangents.Row(row)) * TensorPrimitives.SumOfSquares<double>(InputOf(row));
            return Estimate.Exact(_scale * sum);
        }
    }

    /// <inheritdoc/>
    public override double FrobeniusNorm => UsesDual ? TensorPrimitives.Norm<double>(_dual.Value.AsSpan()) : _dense.Value.FrobeniusNorm;

    private bool UsesDual => Rows < Dimension;

    private int Units => _cotangents.Columns;

    /// <summary>By two products with the references. Cost: 4·R·(n + 1)·m + 4·C·R·m.</summary>
    public override void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        double[] rows = new double[Rows];
        MultiplyRoot(x, rows);
        MultiplyRootTransposed(rows, y);
    }

    /// <inheritdoc/>
    public override void Diagonal(Span<double> diagonal)
    {
        int count = _references.Count, width = _references.Width;
        Matrix<double> squares = new(count, Units), inputSquares = new(count, width);
        for (int row = 0; row < Rows; row++) TensorPrimitives.MultiplyAdd<double>(_cotangents.Row(row), _cotangents.Row(row), squares.Row(row % count), squares.Row(row % count));
        TensorPrimitives.Multiply<double>(_references.Inputs.AsSpan(), _references.Inputs.AsSpan(), inputSquares.AsSpan());
        Products.MultiplyTransposedLeft<double>(squares, inputSquares, new MatrixView<double>(diagonal, Units, width), _scale, 0);
    }

    /// <summary>Those of the smaller of F and SSᵀ, and zeros up to the order.</summary>
    public override double[] Eigenvalues()
    {
        if (!UsesDual) return _dense.Value.Eigenvalues();
        double[] eigenvalues = new double[Dimension];
        _decomposition.Value.Descending().CopyTo(eigenvalues, 0);
        for (int k = 0; k < eigenvalues.Length; k++) eigenvalues[k] = Math.Max(0, eigenvalues[k]);
        return eigenvalues;
    }

    /// <summary>(F + λI)⁻¹x = (x − Sᵀ(SSᵀ + λI)⁻¹Sx)/λ, or by F itself where that is smaller. Cost: min(C·R, order)³/3 once.</summary>
    public override FisherInverse Invert(double damping)
    {
        RequireDamping(damping);
        if (!UsesDual) return _dense.Value.Invert(damping);
        if (damping == 0)
        {
            (int rank, double threshold) = RankOf(Eigenvalues(), Rows);
            throw new SingularFisherException(_name, Dimension, rank, threshold);
        }

        Matrix<double> factor = new(Rows, Rows, _dual.Value.AsSpan().ToArray());
        for (int i = 0; i < Rows; i++) factor[i, i] += damping;
        if (!Cholesky.TryFactor(factor.View, out int pivot, out double value))
            throw new NotPositiveDefiniteException(Rows, pivot, value, _name, $"Raise the damping (now {damping:g3}), or use the pseudo-inverse.");
        return new Woodbury(this, factor, damping);
    }

    /// <summary>F⁺x = Sᵀ(SSᵀ)⁺²Sx, or by F itself where that is smaller.</summary>
    public override FisherInverse PseudoInvert()
    {
        if (!UsesDual) return _dense.Value.PseudoInvert();
        (int rank, double threshold) = RankOf(Eigenvalues(), Rows);
        return new Truncated(this, threshold, rank);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor<double>> ToArrays() =>
    [
        new($"{_name}/{FisherArrays.Inputs}", new Shape(_references.Count, _references.Width), _references.Inputs.AsMemory()),
        new($"{_name}/{FisherArrays.Cotangents}", new Shape(_cotangents.Rows, _cotangents.Columns), _cotangents.AsMemory()),
    ];

    private ReadOnlySpan<double> InputOf(int row) => _references.Inputs.Row(row % _references.Count);

    // S x: row (c, r) is δ_c·(X x̃_r)/√R.
    private void MultiplyRoot(ReadOnlySpan<double> x, Span<double> rows)
    {
        int count = _references.Count;
        Matrix<double> values = new(count, Units);
        Products.MultiplyTransposedRight(_references.Inputs, new ReadOnlyMatrixView<double>(x, Units, _references.Width), values);
        double root = Math.Sqrt(_scale);
        for (int row = 0; row < rows.Length; row++) rows[row] = root * TensorPrimitives.Dot<double>(_cotangents.Row(row), values.Row(row % count));
    }

    private void MultiplyRootTransposed(ReadOnlySpan<double> rows, Span<double> y)
    {
        int count = _references.Count;
        Matrix<double> sums = new(count, Units);
        for (int row = 0; row < rows.Length; row++) TensorPrimitives.MultiplyAdd(_cotangents.Row(row), rows[row], sums.Row(row % count), sums.Row(row % count));
        Products.MultiplyTransposedLeft(sums, _references.Inputs, new MatrixView<double>(y, Units, _references.Width), Math.Sqrt(_scale), 0);
    }

    private Matrix<double> FormDense()
    {
        Matrix<double> root = new(Rows, Dimension), dense = new(Dimension, Dimension);
        for (int row = 0; row < Rows; row++)
        {
            for (int unit = 0; unit < Units; unit++) TensorPrimitives.Multiply(InputOf(row), _cotangents[row, unit], root.Row(row).Slice(unit * _references.Width, _references.Width));
        }

        Products.SymmetricRankUpdate<double>(root, dense, _scale, 0);
        return dense;
    }

    // (δ·δ')(x̃·x̃')/R.
    private Matrix<double> FormDual()
    {
        Matrix<double> dual = new(Rows, Rows), products = _references.InnerProducts;
        int count = _references.Count;
        Products.MultiplyTransposedRight<double>(_cotangents, _cotangents, dual, _scale, 0);
        for (int p = 0; p < Rows; p++)
        {
            for (int q = 0; q < Rows; q += count) TensorPrimitives.Multiply<double>(dual.Row(p).Slice(q, count), products.Row(p % count), dual.Row(p).Slice(q, count));
        }

        return dual;
    }

    private sealed record Woodbury(ReferenceFisher Owner, Matrix<double> Factor, double Damping) : FisherInverse(Damping, Owner.Dimension)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            double[] rows = new double[Owner.Rows];
            Owner.MultiplyRoot(x, rows);
            Cholesky.Solve<double>(Factor, new MatrixView<double>(rows, rows.Length, 1));
            Owner.MultiplyRootTransposed(rows, y);
            for (int i = 0; i < x.Length; i++) y[i] = (x[i] - y[i]) / Damping;
        }
    }

    private sealed record Truncated(ReferenceFisher Owner, double Threshold, int Rank) : FisherInverse(0, Rank)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            double[] rows = new double[Owner.Rows], solved = new double[Owner.Rows];
            Owner.MultiplyRoot(x, rows);
            Owner._decomposition.Value.Apply(value => value > Threshold ? 1 / (value * value) : 0, rows, solved);
            Owner.MultiplyRootTransposed(solved, y);
        }
    }
}
