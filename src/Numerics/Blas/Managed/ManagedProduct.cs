using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>Products on vectors of a given width, shared out over threads where there is enough to do.</summary>
internal static unsafe class ManagedProduct
{
    // Waking a thread costs as much as some millions of operations.
    private const double LeastShare = 4e6;
    private const int RowUnit = 12, ColumnUnit = 32;

    public static void Multiply<T>(
        ReadOnlyMatrixView<T> a, Transposition transposeA, ReadOnlyMatrixView<T> b, Transposition transposeB, MatrixView<T> c, T scale, T keep, int vectorBits, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool plainA = transposeA == Transposition.None, plainB = transposeB == Transposition.None;
        fixed (T* pa = a.Values, pb = b.Values, pc = c.Values)
        {
            ProductTask<T> task = new()
            {
                Rows = c.Rows,
                Columns = c.Columns,
                Inner = plainA ? a.Columns : a.Rows,
                A = pa,
                ARow = plainA ? a.Stride : 1,
                AInner = plainA ? 1 : a.Stride,
                B = pb,
                BInner = plainB ? b.Stride : 1,
                BColumn = plainB ? 1 : b.Stride,
                C = pc,
                CRow = c.Stride,
                Scale = scale,
                Keep = keep,
                VectorBits = vectorBits,
            };
            task = MatrixVectorProduct.AsRow(task);
            if (MatrixVectorProduct.TryRun(task)) return;
            int shares = (int)Math.Min(threads, 2.0 * task.Rows * task.Columns * task.Inner / LeastShare);
            if (shares > 1) ShareTeam.Run(&RunShare<T>, &task, shares);
            else Run(task);
        }
    }

    private static void RunShare<T>(void* state, int share, int shares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref ProductTask<T> whole = ref Unsafe.AsRef<ProductTask<T>>(state);
        bool byRows = whole.Rows >= whole.Columns;
        (int start, int count) = Partition.Share(byRows ? whole.Rows : whole.Columns, share, shares, byRows ? RowUnit : ColumnUnit);
        if (count > 0) Run(byRows ? whole.RowRange(start, count) : whole.ColumnRange(start, count));
    }

    private static void Run<T>(in ProductTask<T> task)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref ProductTask<T> reference = ref Unsafe.AsRef(in task);
        if (typeof(T) == typeof(float)) RunSingle(Unsafe.As<ProductTask<T>, ProductTask<float>>(ref reference));
        else RunDouble(Unsafe.As<ProductTask<T>, ProductTask<double>>(ref reference));
    }

    private static void RunSingle(in ProductTask<float> task)
    {
        if (task.VectorBits == 512) BlockedProduct<Vector512Single, Vector512<float>, float>.Run(task);
        else if (task.VectorBits == 256) BlockedProduct<Vector256Single, Vector256<float>, float>.Run(task);
        else BlockedProduct<Vector128Single, Vector128<float>, float>.Run(task);
    }

    private static void RunDouble(in ProductTask<double> task)
    {
        if (task.VectorBits == 512) BlockedProduct<Vector512Double, Vector512<double>, double>.Run(task);
        else if (task.VectorBits == 256) BlockedProduct<Vector256Double, Vector256<double>, double>.Run(task);
        else BlockedProduct<Vector128Double, Vector128<double>, double>.Run(task);
    }
}
