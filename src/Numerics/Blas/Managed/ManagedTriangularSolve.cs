using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>
/// Substitution by halves: solve with one diagonal half, subtract its share by a product, solve with the other. Only blocks of
/// <see cref="SmallOrder"/> are solved entry by entry.
/// </summary>
internal static class ManagedTriangularSolve
{
    private const int SmallOrder = 32;

    public static void Solve<T>(
        LinearAlgebraLibrary library, Side side, Triangle triangle, Transposition transposition, ReadOnlyMatrixView<T> t, MatrixView<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // op(T) is lower if stored so and not transposed, or stored upper and transposed.
        bool lower = triangle == Triangle.Lower == (transposition == Transposition.None);
        if (t.Rows <= SmallOrder)
        {
            SolveSmall(side, lower, transposition, t, b);
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

    private static void SolveSmall<T>(Side side, bool lower, Transposition transposition, ReadOnlyMatrixView<T> t, MatrixView<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The coefficients of the unknown x_i are row i of op(T) from the left, column i from the right.
        int order = t.Rows;
        Span<T> memory = stackalloc T[SmallOrder * SmallOrder];
        MatrixView<T> coefficients = new(memory, order, order);
        bool asStored = (side == Side.Left) == (transposition == Transposition.None);
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++) coefficients[i, j] = asStored ? t[i, j] : t[j, i];
        }

        bool forwards = lower == (side == Side.Left);
        if (side == Side.Left) SolveRows(forwards, coefficients, b);
        else SolveWithinRows(forwards, coefficients, b);
    }

    private static void SolveRows<T>(bool forwards, ReadOnlyMatrixView<T> coefficients, MatrixView<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int order = coefficients.Rows;
        for (int step = 0; step < order; step++)
        {
            int i = forwards ? step : order - 1 - step;
            Span<T> unknown = b.Row(i);
            for (int earlier = 0; earlier < step; earlier++)
            {
                int j = forwards ? earlier : order - 1 - earlier;
                TensorPrimitives.MultiplyAdd(b.Row(j), -coefficients[i, j], unknown, unknown);
            }

            TensorPrimitives.Divide(unknown, coefficients[i, i], unknown);
        }
    }

    private static void SolveWithinRows<T>(bool forwards, ReadOnlyMatrixView<T> coefficients, MatrixView<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int order = coefficients.Rows;
        for (int row = 0; row < b.Rows; row++)
        {
            Span<T> x = b.Row(row);
            for (int step = 0; step < order; step++)
            {
                int i = forwards ? step : order - 1 - step;
                Range known = forwards ? ..i : (i + 1)..order;
                x[i] = (x[i] - TensorPrimitives.Dot(coefficients.Row(i)[known], x[known])) / coefficients[i, i];
            }
        }
    }
}
