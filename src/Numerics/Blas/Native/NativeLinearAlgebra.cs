using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Neuromanifold.Numerics.Blas.Managed;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas.Native;

/// <summary>
/// A native BLAS and, where it has one, its LAPACK; else the managed factorisations. A row-major lower triangle is LAPACK's column-major
/// upper one, so nothing is transposed on the way.
/// </summary>
internal sealed unsafe class NativeLinearAlgebra : LinearAlgebraLibrary
{
    // A matrix beyond the second-level cache comes from memory, which one dot product a row reads at 1.4 times the rate of OpenBLAS's kernels.
    private const long StreamedBytes = 1 << 20;

    private readonly VendorControls _controls;
    private readonly BlasRoutines<float> _blasSingle;
    private readonly BlasRoutines<double> _blasDouble;
    private readonly LapackRoutines<float>? _lapackSingle;
    private readonly LapackRoutines<double>? _lapackDouble;
    private readonly ManagedFactorisations _factorisations;

    public NativeLinearAlgebra(nint library, string path, VendorControls controls)
    {
        _controls = controls;
        _blasSingle = new(library, 's');
        _blasDouble = new(library, 'd');
        _lapackSingle = LapackRoutines<float>.Find(library, 's');
        _lapackDouble = LapackRoutines<double>.Find(library, 'd');
        if (_lapackSingle is null || _lapackDouble is null) (_lapackSingle, _lapackDouble) = (null, null);
        _factorisations = new(this);
        string? preset = Environment.GetEnvironmentVariable("OPENBLAS_CORETYPE");
        string? warning = string.IsNullOrEmpty(preset) || !controls.Name.StartsWith("OpenBLAS", StringComparison.Ordinal)
            ? null
            : $"OPENBLAS_CORETYPE={preset} is set in the environment and may keep OpenBLAS from its fastest kernels; unset it to let the library choose.";
        Description = new(
            controls.Name, path, controls.Kernels, controls.Configuration,
            _lapackSingle is null ? "managed (the library has no LAPACK)" : "LAPACK of the same library", warning);
    }

    public override LibraryDescription Description { get; }

    public override int Threads
    {
        get => _controls.Threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _controls.Threads = value;
        }
    }

    protected override void MultiplyFilled<T>(
        ReadOnlyMatrixView<T> a, Transposition transposeA, ReadOnlyMatrixView<T> b, Transposition transposeB, MatrixView<T> c, T scale, T keep)
    {
        int inner = transposeA == Transposition.None ? a.Columns : a.Rows;
        if (c.Columns == 1 && transposeA == Transposition.None && b.Stride == 1 && (long)a.Rows * inner * sizeof(T) > StreamedBytes && Threads == 1)
        {
            for (int i = 0; i < c.Rows; i++)
            {
                T product = scale * TensorPrimitives.Dot(a.Row(i), b.Values[..inner]);
                c[i, 0] = keep == T.Zero ? product : product + (keep * c[i, 0]);
            }

            return;
        }

        fixed (T* pa = a.Values, pb = b.Values, pc = c.Values)
        {
            Blas<T>().gemm(
                BlasRoutines<T>.RowMajor, Code(transposeA), Code(transposeB), c.Rows, c.Columns, inner, scale, pa, a.Stride, pb, b.Stride, keep, pc, c.Stride);
        }
    }

    protected override void SymmetricRankUpdateFilled<T>(ReadOnlyMatrixView<T> a, MatrixView<T> c, T scale, T keep)
    {
        fixed (T* pa = a.Values, pc = c.Values)
        {
            Blas<T>().syrk(
                BlasRoutines<T>.RowMajor, BlasRoutines<T>.Lower, BlasRoutines<T>.Transpose, c.Rows, a.Rows, scale, pa, a.Stride, keep, pc, c.Stride);
        }
    }

    protected override void TriangularSolveFilled<T>(
        Side side, Triangle triangle, Transposition transposition, ReadOnlyMatrixView<T> t, MatrixView<T> b)
    {
        int uplo = triangle == Triangle.Lower ? BlasRoutines<T>.Lower : BlasRoutines<T>.Upper;
        fixed (T* pt = t.Values, pb = b.Values)
        {
            // For a single column trsm would copy the triangle, which costs more than solving.
            if (side == Side.Left && b.Columns == 1)
            {
                Blas<T>().trsv(BlasRoutines<T>.RowMajor, uplo, Code(transposition), BlasRoutines<T>.NonUnit, t.Rows, pt, t.Stride, pb, b.Stride);
                return;
            }

            Blas<T>().trsm(
                BlasRoutines<T>.RowMajor, side == Side.Left ? BlasRoutines<T>.Left : BlasRoutines<T>.Right,
                uplo, Code(transposition), BlasRoutines<T>.NonUnit,
                b.Rows, b.Columns, T.One, pt, t.Stride, pb, b.Stride);
        }
    }

    protected override int CholeskyFilled<T>(MatrixView<T> a)
    {
        if (Lapack<T>() is not { } lapack) return _factorisations.Cholesky(a);
        byte upper = (byte)'U';
        int order = a.Rows, stride = a.Stride, info;
        fixed (T* pa = a.Values) lapack.potrf(&upper, &order, pa, &stride, &info, 1);
        return Outcome(info, "potrf") - 1;
    }

    protected override void CholeskyInverseFilled<T>(MatrixView<T> factor)
    {
        if (Lapack<T>() is not { } lapack)
        {
            _factorisations.CholeskyInverse(factor);
            return;
        }

        byte upper = (byte)'U';
        int order = factor.Rows, stride = factor.Stride, info;
        fixed (T* p = factor.Values) lapack.potri(&upper, &order, p, &stride, &info, 1);
        if (Outcome(info, "potri") > 0) throw new NumericalException($"A factor of order {order} has no inverse: its diagonal is zero at {info - 1}.");
    }

    protected override void SymmetricEigenFilled<T>(MatrixView<T> a, Span<T> eigenvalues)
    {
        if (Lapack<T>() is not { } lapack)
        {
            _factorisations.SymmetricEigen(a, eigenvalues);
            return;
        }

        byte vectors = (byte)'V', upper = (byte)'U';
        int order = a.Rows, stride = a.Stride, info;

        // LAPACK's own formula for the workspace; its query answers in T, which rounds.
        int workLength = checked(1 + (6 * order) + (2 * order * order)), indexLength = 3 + (5 * order);
        T[] work = ArrayPool<T>.Shared.Rent(workLength);
        int[] indices = ArrayPool<int>.Shared.Rent(indexLength);
        fixed (T* pa = a.Values, pw = eigenvalues, pwork = work)
        fixed (int* pindices = indices)
        {
            lapack.syevd(&vectors, &upper, &order, pa, &stride, pw, pwork, &workLength, pindices, &indexLength, &info, 1, 1);
        }

        ArrayPool<T>.Shared.Return(work);
        ArrayPool<int>.Shared.Return(indices);
        if (Outcome(info, "syevd") > 0) throw new NumericalException($"The eigenvalues of a {order}×{order} matrix did not converge.");
    }

    private static int Code(Transposition transposition) =>
        transposition == Transposition.None ? BlasRoutines<float>.NoTranspose : BlasRoutines<float>.Transpose;

    // A negative info names an argument that is wrong: our mistake. A positive one is the numbers' doing.
    private static int Outcome(int info, string routine) =>
        info >= 0 ? info : throw new InvalidOperationException($"Argument {-info} of LAPACK's {routine} is invalid.");

    private BlasRoutines<T> Blas<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.As<BlasRoutines<T>>(_blasSingle) : Unsafe.As<BlasRoutines<T>>(_blasDouble);

    private LapackRoutines<T>? Lapack<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.As<LapackRoutines<T>?>(_lapackSingle) : Unsafe.As<LapackRoutines<T>?>(_lapackDouble);
}
