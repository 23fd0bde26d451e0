using System.Runtime.Intrinsics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>The library in C#: its own products and triangles on the widest vectors of the machine, eigenvalues from MathNet.Numerics.</summary>
internal sealed class ManagedLinearAlgebra : LinearAlgebraLibrary
{
    private readonly ManagedFactorisations _factorisations;
    private readonly int _vectorBits;
    private int _threads = 1;

    /// <summary>A library on vectors of 512, 256 or 128 bits; the processor need not have them, it is then slow.</summary>
    public ManagedLinearAlgebra(int vectorBits)
    {
        _vectorBits = vectorBits;
        _factorisations = new(this);
        Description = new(
            $"managed kernels, {vectorBits}-bit vectors", null, $"Vector{vectorBits}", "C#, compiled for this processor",
            "managed; eigenvalues by MathNet.Numerics", null);
    }

    /// <summary>The widest vectors this processor has.</summary>
    public static int WidestVector => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    public override LibraryDescription Description { get; }

    public override int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _threads = value;
        }
    }

    protected override void MultiplyFilled<T>(
        ReadOnlyMatrixView<T> a, Transposition transposeA, ReadOnlyMatrixView<T> b, Transposition transposeB, MatrixView<T> c, T scale, T keep) =>
        ManagedProduct.Multiply(a, transposeA, b, transposeB, c, scale, keep, _vectorBits, _threads);

    protected override void SymmetricRankUpdateFilled<T>(ReadOnlyMatrixView<T> a, MatrixView<T> c, T scale, T keep) =>
        LowerTriangle.UpdateWithColumns(this, a, c, scale, keep);

    protected override void TriangularSolveFilled<T>(
        Side side, Triangle triangle, Transposition transposition, ReadOnlyMatrixView<T> t, MatrixView<T> b) =>
        ManagedTriangularSolve.Solve(this, side, triangle, transposition, t, b);

    protected override int CholeskyFilled<T>(MatrixView<T> a) => _factorisations.Cholesky(a);

    protected override void CholeskyInverseFilled<T>(MatrixView<T> factor) => _factorisations.CholeskyInverse(factor);

    protected override void SymmetricEigenFilled<T>(MatrixView<T> a, Span<T> eigenvalues) => _factorisations.SymmetricEigen(a, eigenvalues);
}
