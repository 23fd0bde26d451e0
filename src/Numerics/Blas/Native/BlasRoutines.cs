using System.Runtime.InteropServices;

namespace Neuromanifold.Numerics.Blas.Native;

/// <summary>CBLAS as its header declares it, for one scalar: enumerations and indices are 32-bit integers.</summary>
internal sealed unsafe class BlasRoutines<T>(nint library, char scalar)
    where T : unmanaged
{
    public const int RowMajor = 101, NoTranspose = 111, Transpose = 112, Upper = 121, Lower = 122, NonUnit = 131, Left = 141, Right = 142;

    /// <summary>order, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc.</summary>
    public readonly delegate* unmanaged[Cdecl]<int, int, int, int, int, int, T, T*, int, T*, int, T, T*, int, void> gemm =
        (delegate* unmanaged[Cdecl]<int, int, int, int, int, int, T, T*, int, T*, int, T, T*, int, void>)NativeLibrary.GetExport(library, $"cblas_{scalar}gemm");

    /// <summary>order, uplo, trans, n, k, alpha, a, lda, beta, c, ldc.</summary>
    public readonly delegate* unmanaged[Cdecl]<int, int, int, int, int, T, T*, int, T, T*, int, void> syrk =
        (delegate* unmanaged[Cdecl]<int, int, int, int, int, T, T*, int, T, T*, int, void>)NativeLibrary.GetExport(library, $"cblas_{scalar}syrk");

    /// <summary>order, side, uplo, trans, diag, m, n, alpha, a, lda, b, ldb.</summary>
    public readonly delegate* unmanaged[Cdecl]<int, int, int, int, int, int, int, T, T*, int, T*, int, void> trsm =
        (delegate* unmanaged[Cdecl]<int, int, int, int, int, int, int, T, T*, int, T*, int, void>)NativeLibrary.GetExport(library, $"cblas_{scalar}trsm");

    /// <summary>order, uplo, trans, diag, n, a, lda, x, incx.</summary>
    public readonly delegate* unmanaged[Cdecl]<int, int, int, int, int, T*, int, T*, int, void> trsv =
        (delegate* unmanaged[Cdecl]<int, int, int, int, int, T*, int, T*, int, void>)NativeLibrary.GetExport(library, $"cblas_{scalar}trsv");
}
