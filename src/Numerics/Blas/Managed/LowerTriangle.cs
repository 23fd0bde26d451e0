using System.Numerics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>
/// Rank updates of a lower triangle: halves the order until a block is small, so that nearly all the work is one rectangular product
/// per level.
/// </summary>
internal static class LowerTriangle
{
    private const int SmallOrder = 64;

    /// <summary>The lower triangle of C ← scale · AᵀA + keep · C.</summary>
    public static void UpdateWithColumns<T>(LinearAlgebraLibrary library, ReadOnlyMatrixView<T> a, MatrixView<T> c, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int order = c.Rows, half = order / 2;
        if (order <= SmallOrder)
        {
            Span<T> memory = stackalloc T[SmallOrder * SmallOrder];
            MatrixView<T> square = new(memory, order, order);
            library.Multiply(a, Transposition.Transposed, a, Transposition.None, square, scale, T.Zero);
            Merge(square, c, keep);
            return;
        }

        ReadOnlyMatrixView<T> first = a.ColumnRange(0, half), second = a.ColumnRange(half, order - half);
        UpdateWithColumns(library, first, c.RowRange(0, half).ColumnRange(0, half), scale, keep);
        MatrixView<T> below = c.RowRange(half, order - half);
        library.Multiply(second, Transposition.Transposed, first, Transposition.None, below.ColumnRange(0, half), scale, keep);
        UpdateWithColumns(library, second, below.ColumnRange(half, order - half), scale, keep);
    }

    /// <summary>The lower triangle of C ← scale · AAᵀ + keep · C.</summary>
    public static void UpdateWithRows<T>(LinearAlgebraLibrary library, ReadOnlyMatrixView<T> a, MatrixView<T> c, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int order = c.Rows, half = order / 2;
        if (order <= SmallOrder)
        {
            Span<T> memory = stackalloc T[SmallOrder * SmallOrder];
            MatrixView<T> square = new(memory, order, order);
            library.Multiply(a, Transposition.None, a, Transposition.Transposed, square, scale, T.Zero);
            Merge(square, c, keep);
            return;
        }

        ReadOnlyMatrixView<T> first = a.RowRange(0, half), second = a.RowRange(half, order - half);
        UpdateWithRows(library, first, c.RowRange(0, half).ColumnRange(0, half), scale, keep);
        MatrixView<T> below = c.RowRange(half, order - half);
        library.Multiply(second, Transposition.None, first, Transposition.Transposed, below.ColumnRange(0, half), scale, keep);
        UpdateWithRows(library, second, below.ColumnRange(half, order - half), scale, keep);
    }

    private static void Merge<T>(ReadOnlyMatrixView<T> square, MatrixView<T> c, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < c.Rows; i++)
        {
            ReadOnlySpan<T> source = square.Row(i);
            Span<T> row = c.Row(i);
            for (int j = 0; j <= i; j++) row[j] = keep == T.Zero ? source[j] : T.FusedMultiplyAdd(keep, row[j], source[j]);
        }
    }
}
