using System.Numerics;
using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>
/// Systems with a triangular matrix of order n without zeros on its diagonal, solved in place of the right-hand sides. Only the named
/// triangle is read. Cost of each: n²m for m right-hand sides.
/// </summary>
public static class TriangularSystems
{
    /// <summary>B ← L⁻¹B: columns of B are right-hand sides.</summary>
    public static void SolveLower<T>(ReadOnlyMatrixView<T> lower, MatrixView<T> rightHandSides)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Solve(Side.Left, Triangle.Lower, Transposition.None, lower, rightHandSides);

    /// <summary>B ← L⁻ᵀB: columns of B are right-hand sides.</summary>
    public static void SolveLowerTransposed<T>(ReadOnlyMatrixView<T> lower, MatrixView<T> rightHandSides)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Solve(Side.Left, Triangle.Lower, Transposition.Transposed, lower, rightHandSides);

    /// <summary>B ← BL⁻¹: rows of B are right-hand sides.</summary>
    public static void SolveRowsLower<T>(ReadOnlyMatrixView<T> lower, MatrixView<T> rightHandSides)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Solve(Side.Right, Triangle.Lower, Transposition.None, lower, rightHandSides);

    /// <summary>B ← BL⁻ᵀ: rows of B are right-hand sides.</summary>
    public static void SolveRowsLowerTransposed<T>(ReadOnlyMatrixView<T> lower, MatrixView<T> rightHandSides)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Solve(Side.Right, Triangle.Lower, Transposition.Transposed, lower, rightHandSides);

    private static void Solve<T>(Side side, Triangle triangle, Transposition transposition, ReadOnlyMatrixView<T> t, MatrixView<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LinearAlgebraLibrary.Current.TriangularSolve(side, triangle, transposition, t, b);
}
