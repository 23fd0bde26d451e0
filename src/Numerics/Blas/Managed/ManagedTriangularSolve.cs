using System.Buffers;
using System.Numerics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>
/// Substitution by halves: solve with one diagonal half, subtract its share by a product, solve with the other. Only triangles of
/// <see cref="SmallTriangle.Order"/> are inverted.
/// </summary>
internal static class ManagedTriangularSolve
{
    public static void Solve<T>(
        LinearAlgebraLibrary library, Side side, Triangle triangle, Transposition transposition, ReadOnlyMatrixView<T> t, MatrixView<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // op(T) is lower if stored so and not transposed, or stored upper and transposed.
        bool lower = triangle == Triangle.Lower == (transposition == Transposition.None);
        if (t.Rows <= SmallTriangle.Order)
        {
            SolveSmall(library, side, triangle, lower, t, b);
            return;
        }

        int order = t.Rows, half = order / 2, rest = order - half;
        ReadOnlyMatrixView<T> head = t.RowRange(0, half).ColumnRange(0, half), tail = t.RowRange(half, rest).ColumnRange(half, rest);
        ReadOnlyMatrixView<T> corner = triangle == Triangle.Lower
            ? t.RowRange(half, rest).ColumnRange(0, half)
            : t.RowRange(0, half).ColumnRange(half, rest);
        MatrixView<T> first = side == Side.Left ? b.RowRange(0, half) : b.ColumnRange(0, half);
        MatrixView<T> second = side == Side.Left ? b.RowRange(half, rest) : b.ColumnRange(half, rest);

        // From the left a lower triangle runs forwards; from the right it runs backwards.
        if (lower == (side == Side.Left))
        {
            Solve(library, side, triangle, transposition, head, first);
            Subtract(library, side, transposition, corner, first, second);
            Solve(library, side, triangle, transposition, tail, second);
        }
        else
        {
            Solve(library, side, triangle, transposition, tail, second);
            Subtract(library, side, transposition, corner, second, first);
            Solve(library, side, triangle, transposition, head, first);
        }
    }

    private static void Subtract<T>(
        LinearAlgebraLibrary library, Side side, Transposition transposition, ReadOnlyMatrixView<T> corner, ReadOnlyMatrixView<T> solved, MatrixView<T> open)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (side == Side.Left) library.Multiply(corner, transposition, solved, Transposition.None, open, -T.One, T.One);
        else library.Multiply(solved, Transposition.None, corner, transposition, open, -T.One, T.One);
    }

    // A product with the inverse of a small triangle: as accurate at this order, and many times faster than entry by entry.
    private static void SolveSmall<T>(
        LinearAlgebraLibrary library, Side side, Triangle triangle, bool lower, ReadOnlyMatrixView<T> t, MatrixView<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> memory = stackalloc T[SmallTriangle.Order * SmallTriangle.Order];
        MatrixView<T> inverse = new(memory, t.Rows, t.Rows);
        for (int i = 0; i < t.Rows; i++)
        {
            for (int j = 0; j <= i; j++) inverse[i, j] = triangle == Triangle.Lower ? t[i, j] : t[j, i];
        }

        SmallTriangle.Invert(inverse);
        Transposition transposition = lower ? Transposition.None : Transposition.Transposed;
        T[] rented = ArrayPool<T>.Shared.Rent(b.Rows * b.Columns);
        MatrixView<T> right = new(rented, b.Rows, b.Columns);
        right.CopyFrom(b);
        if (side == Side.Left) library.Multiply(inverse, transposition, right, Transposition.None, b, T.One, T.Zero);
        else library.Multiply(right, Transposition.None, inverse, transposition, b, T.One, T.Zero);
        ArrayPool<T>.Shared.Return(rented);
    }
}
