using System.Numerics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>Completing symmetric matrices of which one triangle is known.</summary>
public static class Symmetry
{
    // A tile of 32 doubles squared and its mirror image fit the first-level cache together.
    private const int Tile = 32;

    /// <summary>Copies the lower triangle onto the upper one: C_ij ← C_ji for i &lt; j.</summary>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static void MirrorLower<T>(MatrixView<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (matrix.Rows != matrix.Columns) throw new ArgumentException($"Expected a square matrix, found {matrix.Rows}×{matrix.Columns}.", nameof(matrix));
        int order = matrix.Rows;
        for (int top = 0; top < order; top += Tile)
        {
            for (int left = top; left < order; left += Tile)
            {
                int right = Math.Min(left + Tile, order);
                for (int i = top; i < Math.Min(top + Tile, order); i++)
                {
                    Span<T> row = matrix.Row(i);
                    ReadOnlySpan<T> column = matrix.Values[i..];
                    for (int j = Math.Max(left, i + 1); j < right; j++) row[j] = column[j * matrix.Stride];
                }
            }
        }
    }
}
