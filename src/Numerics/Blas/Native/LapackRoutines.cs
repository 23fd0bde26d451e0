using System.Runtime.InteropServices;

namespace Neuromanifold.Numerics.Blas.Native;

/// <summary>
/// LAPACK as Fortran exports it, for one scalar: column-major, every argument by address, the lengths of character arguments at the end.
/// </summary>
internal sealed unsafe class LapackRoutines<T>
    where T : unmanaged
{
    /// <summary>uplo, n, a, lda, info.</summary>
    public readonly delegate* unmanaged[Cdecl]<byte*, int*, T*, int*, int*, nint, void> potrf;

    /// <summary>uplo, n, a, lda, info.</summary>
    public readonly delegate* unmanaged[Cdecl]<byte*, int*, T*, int*, int*, nint, void> potri;

    /// <summary>jobz, uplo, n, a, lda, w, work, lwork, iwork, liwork, info.</summary>
    public readonly delegate* unmanaged[Cdecl]<byte*, byte*, int*, T*, int*, T*, T*, int*, int*, int*, int*, nint, nint, void> syevd;

    private LapackRoutines(nint potrf, nint potri, nint syevd)
    {
        this.potrf = (delegate* unmanaged[Cdecl]<byte*, int*, T*, int*, int*, nint, void>)potrf;
        this.potri = (delegate* unmanaged[Cdecl]<byte*, int*, T*, int*, int*, nint, void>)potri;
        this.syevd = (delegate* unmanaged[Cdecl]<byte*, byte*, int*, T*, int*, T*, T*, int*, int*, int*, int*, nint, nint, void>)syevd;
    }

    /// <summary>The routines of a library that has them all, else null.</summary>
    public static LapackRoutines<T>? Find(nint library, char scalar) =>
        NativeLibrary.TryGetExport(library, $"{scalar}potrf_", out nint potrf)
        && NativeLibrary.TryGetExport(library, $"{scalar}potri_", out nint potri)
        && NativeLibrary.TryGetExport(library, $"{scalar}syevd_", out nint syevd)
            ? new(potrf, potri, syevd)
            : null;
}
