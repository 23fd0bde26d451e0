using System.Numerics;
using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>
/// The Cholesky factorisation A = L Lᵀ of a symmetric positive definite matrix, in float or double. Everything happens in place, in the
/// lower triangle; the strict upper one is neither read nor written, but by <see cref="Invert"/>.
/// </summary>
public static class Cholesky
{
    /// <summary>L in the place of A's lower triangle. Cost: n³/3.</summary>
    /// <exception cref="NotPositiveDefiniteException">A pivot is not positive; the matrix then holds no more than a part of its factor.</exception>
    public static void Factor<T>(MatrixView<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!TryFactor(matrix, out int pivot, out double value)) throw new NotPositiveDefiniteException(matrix.Rows, pivot, value);
    }

    /// <summary>L in the place of A's lower triangle, or the first pivot that is not positive (counted from 0) and its value. Cost: n³/3.</summary>
    public static bool TryFactor<T>(MatrixView<T> matrix, out int pivot, out double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        pivot = LinearAlgebraLibrary.Current.Cholesky(matrix);
        value = pivot < 0 ? 0 : double.CreateTruncating(matrix[pivot, pivot]);
        return pivot < 0;
    }

    /// <summary>B ← A⁻¹B for a factor of A of order n and n×m: each column of B is a right-hand side. Cost: 2n²m.</summary>
    public static void Solve<T>(ReadOnlyMatrixView<T> factor, MatrixView<T> rightHandSides)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TriangularSystems.SolveLower(factor, rightHandSides);
        TriangularSystems.SolveLowerTransposed(factor, rightHandSides);
    }

    /// <summary>B ← B A⁻¹ for a factor of A of order n and m×n: each row of B is a right-hand side. Cost: 2n²m.</summary>
    public static void SolveRows<T>(ReadOnlyMatrixView<T> factor, MatrixView<T> rightHandSides)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TriangularSystems.SolveRowsLowerTransposed(factor, rightHandSides);
        TriangularSystems.SolveRowsLower(factor, rightHandSides);
    }

    /// <summary>A⁻¹ in the place of A's factor, both triangles filled. Cost: 2n³/3.</summary>
    public static void Invert<T>(MatrixView<T> factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LinearAlgebraLibrary.Current.CholeskyInverse(factor);
        Symmetry.MirrorLower(factor);
    }

    /// <summary>ln det A = 2 Σ ln L_ii, summed in double.</summary>
    public static double LogDeterminant<T>(ReadOnlyMatrixView<T> factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (factor.Rows != factor.Columns) throw new ArgumentException($"Expected a square factor, found {factor.Rows}×{factor.Columns}.", nameof(factor));
        double sum = 0;
        for (int i = 0; i < factor.Rows; i++) sum += Math.Log(double.CreateTruncating(factor[i, i]));
        return 2 * sum;
    }
}
