using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>Products that fill one row or one column: each element of the matrix is used once, so copying it would cost more than the product.</summary>
internal static unsafe class MatrixVectorProduct
{
    public static bool TryRun<T>(in ProductTask<T> task)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (task.Columns == 1) Run(task.A, task.ARow, task.AInner, task.Rows, task.Inner, task.B, task.BInner, task.C, task.CRow, task.Scale, task.Keep);
        else if (task.Rows == 1) Run(task.B, task.BColumn, task.BInner, task.Columns, task.Inner, task.A, task.AInner, task.C, 1, task.Scale, task.Keep);
        else return false;
        return true;
    }

    // y ← scale · M x + keep · y.
    private static void Run<T>(T* m, nint row, nint step, int rows, int inner, T* x, nint xStep, T* y, nint yStep, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] memory = ArrayPool<T>.Shared.Rent(inner + rows);
        Span<T> vector = memory.AsSpan(0, inner), product = memory.AsSpan(inner, rows);
        for (int k = 0; k < inner; k++) vector[k] = x[k * xStep];
        if (step == 1)
        {
            for (int i = 0; i < rows; i++) product[i] = TensorPrimitives.Dot(new ReadOnlySpan<T>(m + (i * row), inner), vector);
        }
        else
        {
            product.Clear();
            for (int k = 0; k < inner; k++) TensorPrimitives.FusedMultiplyAdd(new ReadOnlySpan<T>(m + (k * step), rows), vector[k], product, product);
        }

        for (int i = 0; i < rows; i++, y += yStep) *y = keep == T.Zero ? scale * product[i] : T.FusedMultiplyAdd(scale, product[i], keep * *y);
        ArrayPool<T>.Shared.Return(memory);
    }
}
