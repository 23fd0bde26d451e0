using System.Numerics.Tensors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>A symmetric matrix in its eigenbasis, M = Uᵀ diag(λ) U, eigenvectors the rows of U. Cost: some 9n³ once.</summary>
internal sealed class SymmetricDecomposition
{
    public SymmetricDecomposition(Matrix<double> matrix)
    {
        Eigenvectors = new Matrix<double>(matrix.Rows, matrix.Columns, matrix.AsSpan().ToArray());
        Eigenvalues = new double[matrix.Rows];
        SymmetricEigen.Decompose<double>(Eigenvectors, Eigenvalues);
    }

    /// <summary>U.</summary>
    public Matrix<double> Eigenvectors { get; }

    /// <summary>λ, ascending.</summary>
    public double[] Eigenvalues { get; }

    /// <summary>λ, descending.</summary>
    public double[] Descending()
    {
        double[] eigenvalues = [.. Eigenvalues];
        Array.Reverse(eigenvalues);
        return eigenvalues;
    }

    /// <summary>y ← Uᵀ diag(f(λ)) U x.</summary>
    public void Apply(Func<double, double> function, ReadOnlySpan<double> x, Span<double> y)
    {
        y.Clear();
        for (int k = 0; k < Eigenvalues.Length; k++)
        {
            ReadOnlySpan<double> vector = Eigenvectors.Row(k);
            TensorPrimitives.MultiplyAdd(vector, function(Eigenvalues[k]) * TensorPrimitives.Dot(vector, x), y, y);
        }
    }
}
