using System.Numerics;
using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>
/// Matrix products on the library of this process, in float or double. The destination comes last, must not overlap an operand, and
/// becomes scale · product + keep · destination; a keep of zero overwrites it, whatever it held.
/// </summary>
/// <remarks>Each throws <see cref="ArgumentException"/> where shapes disagree and <see cref="NotSupportedException"/> for other scalars.</remarks>
public static class Products
{
    /// <summary>C ← A B, for m×k and k×n into m×n. Cost: 2mkn.</summary>
    public static void Multiply<T>(ReadOnlyMatrixView<T> a, ReadOnlyMatrixView<T> b, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(a, b, destination, T.One, T.Zero);

    /// <summary>C ← scale · A B + keep · C, for m×k and k×n into m×n. Cost: 2mkn.</summary>
    public static void Multiply<T>(ReadOnlyMatrixView<T> a, ReadOnlyMatrixView<T> b, MatrixView<T> destination, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        LinearAlgebraLibrary.Current.Multiply(a, Transposition.None, b, Transposition.None, destination, scale, keep);

    /// <summary>C ← AᵀB, for k×m and k×n into m×n. Cost: 2mkn.</summary>
    public static void MultiplyTransposedLeft<T>(ReadOnlyMatrixView<T> a, ReadOnlyMatrixView<T> b, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MultiplyTransposedLeft(a, b, destination, T.One, T.Zero);

    /// <summary>C ← scale · AᵀB + keep · C, for k×m and k×n into m×n. Cost: 2mkn.</summary>
    public static void MultiplyTransposedLeft<T>(ReadOnlyMatrixView<T> a, ReadOnlyMatrixView<T> b, MatrixView<T> destination, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        LinearAlgebraLibrary.Current.Multiply(a, Transposition.Transposed, b, Transposition.None, destination, scale, keep);

    /// <summary>C ← ABᵀ, for m×k and n×k into m×n. Cost: 2mkn.</summary>
    public static void MultiplyTransposedRight<T>(ReadOnlyMatrixView<T> a, ReadOnlyMatrixView<T> b, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MultiplyTransposedRight(a, b, destination, T.One, T.Zero);

    /// <summary>C ← scale · ABᵀ + keep · C, for m×k and n×k into m×n. Cost: 2mkn.</summary>
    public static void MultiplyTransposedRight<T>(ReadOnlyMatrixView<T> a, ReadOnlyMatrixView<T> b, MatrixView<T> destination, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        LinearAlgebraLibrary.Current.Multiply(a, Transposition.None, b, Transposition.Transposed, destination, scale, keep);

    /// <summary>C ← AᵀA, both triangles filled, for k×n into n×n. Cost: kn².</summary>
    public static void SymmetricRankUpdate<T>(ReadOnlyMatrixView<T> a, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SymmetricRankUpdate(a, destination, T.One, T.Zero);

    /// <summary>
    /// C ← scale · AᵀA + keep · C, both triangles filled, for k×n into n×n. The old C is taken from its lower triangle. Cost: kn².
    /// </summary>
    public static void SymmetricRankUpdate<T>(ReadOnlyMatrixView<T> a, MatrixView<T> destination, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SymmetricRankUpdateLower(a, destination, scale, keep);
        Symmetry.MirrorLower(destination);
    }

    /// <summary>The lower triangle of C ← scale · AᵀA + keep · C; the upper one is not touched. Cost: kn².</summary>
    public static void SymmetricRankUpdateLower<T>(ReadOnlyMatrixView<T> a, MatrixView<T> destination, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LinearAlgebraLibrary.Current.SymmetricRankUpdate(a, destination, scale, keep);
}
