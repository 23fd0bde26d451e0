using System.Numerics.Tensors;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Estimation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>A Fisher matrix, or a block of one, with all its entries. Memory: 8n² bytes; a solve costs n³/3 once and 2n² a vector.</summary>
public sealed class DenseFisher : FisherMatrix
{
    private readonly Matrix<double> _matrix;
    private readonly string _name;
    private readonly Lazy<SymmetricDecomposition> _decomposition;

    /// <summary>A symmetric matrix, which is kept.</summary>
    /// <param name="matrix">n×n, both triangles filled.</param>
    /// <param name="name">What it is, for messages and files, as in "fc1.weight".</param>
    public DenseFisher(Matrix<double> matrix, string name)
    {
        if (matrix.Rows != matrix.Columns) throw new ArgumentException($"A Fisher matrix is square; found {matrix.Rows}×{matrix.Columns}.", nameof(matrix));
        _matrix = matrix;
        _name = name;
        _decomposition = new Lazy<SymmetricDecomposition>(() => new SymmetricDecomposition(matrix));
    }

    /// <inheritdoc/>
    public override int Dimension => _matrix.Rows;

    /// <summary>The entries.</summary>
    public ReadOnlyMatrixView<double> Entries => _matrix.View;

    /// <inheritdoc/>
    public override Estimate Trace
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Dimension; i++) sum += _matrix[i, i];
            return Estimate.Exact(sum);
        }
    }

    /// <inheritdoc/>
    public override double FrobeniusNorm => TensorPrimitives.Norm<double>(_matrix.AsSpan());

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < Dimension; i++) y[i] = TensorPrimitives.Dot(_matrix.Row(i), x);
    }

    /// <inheritdoc/>
    public override void Diagonal(Span<double> diagonal)
    {
        for (int i = 0; i < Dimension; i++) diagonal[i] = _matrix[i, i];
    }

    /// <inheritdoc/>
    public override double[] Eigenvalues() => _decomposition.Value.Descending();

    /// <inheritdoc/>
    public override FisherInverse Invert(double damping)
    {
        if (damping == 0) RequireRegular(damping, _decomposition.Value.Eigenvalues, _name);
        RequireDamping(damping);
        Matrix<double> factor = new(Dimension, Dimension, _matrix.AsSpan().ToArray());
        for (int i = 0; i < Dimension; i++) factor[i, i] += damping;
        if (!Cholesky.TryFactor(factor.View, out int pivot, out double value))
            throw new NotPositiveDefiniteException(Dimension, pivot, value, _name, $"Raise the damping (now {damping:g3}), or use the pseudo-inverse.");
        return new Factored(factor, damping);
    }

    /// <inheritdoc/>
    public override FisherInverse PseudoInvert()
    {
        (int rank, double threshold) = RankOf(_decomposition.Value.Eigenvalues);
        return new Truncated(_decomposition.Value, threshold, rank);
    }

    /// <inheritdoc/>
    public override Matrix<double> ToDense() => new(Dimension, Dimension, _matrix.AsSpan().ToArray());

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor<double>> ToArrays() => [new(_name, new Shape(Dimension, Dimension), _matrix.AsMemory())];

    private sealed record Factored(Matrix<double> Factor, double Damping) : FisherInverse(Damping, Factor.Rows)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y)
        {
            x.CopyTo(y);
            Cholesky.Solve<double>(Factor, new MatrixView<double>(y, Factor.Rows, 1));
        }
    }

    private sealed record Truncated(SymmetricDecomposition Decomposition, double Threshold, int Rank) : FisherInverse(0, Rank)
    {
        public override void Apply(ReadOnlySpan<double> x, Span<double> y) => Decomposition.Apply(eigenvalue => eigenvalue > Threshold ? 1 / eigenvalue : 0, x, y);
    }
}
