using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>Products for the widest vectors of this processor, shared out over threads.</summary>
internal static unsafe class ManagedProduct
{
    public static void Multiply<T>(
        ReadOnlyMatrixView<T> a, Transposition transposeA, ReadOnlyMatrixView<T> b, Transposition transposeB, MatrixView<T> c, T scale, T keep, int threads)
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
            };
            Run(task);
        }
    }

    private static void Run<T>(in ProductTask<T> task)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float)) RunSingle(Unsafe.As<ProductTask<T>, ProductTask<float>>(ref Unsafe.AsRef(in task)));
        else RunDouble(Unsafe.As<ProductTask<T>, ProductTask<double>>(ref Unsafe.AsRef(in task)));
    }

    private static void RunSingle(in ProductTask<float> task)
    {
        if (Vector512.IsHardwareAccelerated) BlockedProduct<Vector512Single, Vector512<float>, float>.Run(task);
        else if (Vector256.IsHardwareAccelerated) BlockedProduct<Vector256Single, Vector256<float>, float>.Run(task);
        else BlockedProduct<Vector128Single, Vector128<float>, float>.Run(task);
    }

    private static void RunDouble(in ProductTask<double> task)
    {
        if (Vector512.IsHardwareAccelerated) BlockedProduct<Vector512Double, Vector512<double>, double>.Run(task);
        else if (Vector256.IsHardwareAccelerated) BlockedProduct<Vector256Double, Vector256<double>, double>.Run(task);
        else BlockedProduct<Vector128Double, Vector128<double>, double>.Run(task);
    }
}
