using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>
/// Products that fill one row or one column. Each element of the matrix is used once: copying it would cost more than the product, and a
/// tile of several rows would mostly hold zeros.
/// </summary>
internal static unsafe class MatrixVectorProduct
{
    /// <summary>A task that fills a contiguous column, turned into one that fills a row: cᵀ = bᵀAᵀ.</summary>
    public static ProductTask<T> AsRow<T>(in ProductTask<T> task)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => task.Columns != 1 || task.CRow != 1
            ? task
            : task with
            {
                Rows = 1,
                Columns = task.Rows,
                A = task.B,
                ARow = 1,
                AInner = task.BInner,
                B = task.A,
                BInner = task.AInner,
                BColumn = task.ARow,
                CRow = task.Rows,
            };

    /// <summary>Runs a task that fills one row by dot products of contiguous vectors, if it is one.</summary>
    public static bool TryRun<T>(in ProductTask<T> task)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (task.Rows != 1 || task.BInner != 1) return false;
        T[]? memory = null;
        ReadOnlySpan<T> vector = task.AInner == 1 ? new(task.A, task.Inner) : Gather(task, memory = ArrayPool<T>.Shared.Rent(task.Inner));
        for (int j = 0; j < task.Columns; j++)
        {
            T product = TensorPrimitives.Dot(new ReadOnlySpan<T>(task.B + (j * task.BColumn), task.Inner), vector);
            task.C[j] = task.Keep == T.Zero ? task.Scale * product : T.FusedMultiplyAdd(task.Scale, product, task.Keep * task.C[j]);
        }

        if (memory is not null) ArrayPool<T>.Shared.Return(memory);
        return true;
    }

    private static Span<T> Gather<T>(in ProductTask<T> task, T[] memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> vector = memory.AsSpan(0, task.Inner);
        for (int k = 0; k < vector.Length; k++) vector[k] = task.A[k * task.AInner];
        return vector;
    }
}
