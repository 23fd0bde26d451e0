using System.Numerics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>Algebra of Kronecker products through vec: with X stored row by row, (B ⊗ A) vec(X) = vec(B X Aᵀ).</summary>
public static class Kronecker
{
    /// <summary>Y ← B X Aᵀ, which is (B ⊗ A) vec(X) for row-major X. Cost: 2(pqn + pnm) for B p×q, X q×n, A m×n.</summary>
    /// <param name="b">The left factor, p×q.</param>
    /// <param name="a">The right factor, m×n.</param>
    /// <param name="x">The matrix form of the vector, q×n.</param>
    /// <param name="destination">The matrix form of the result, p×m; it may be X's memory.</param>
    /// <param name="workspace">Room for B X: at least pn elements, apart from the others.</param>
    /// <exception cref="ArgumentException">Shapes disagree, or the workspace is too small.</exception>
    public static void Multiply<T>(
        ReadOnlyMatrixView<T> b, ReadOnlyMatrixView<T> a, ReadOnlyMatrixView<T> x, MatrixView<T> destination, Span<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long needed = (long)b.Rows * x.Columns;
        if (workspace.Length < needed) throw new ArgumentException($"The workspace needs {needed} elements, found {workspace.Length}.", nameof(workspace));
        MatrixView<T> product = new(workspace[..(int)needed], b.Rows, x.Columns);
        Products.Multiply(b, x, product);
        Products.MultiplyTransposedRight(product, a, destination);
    }
}
