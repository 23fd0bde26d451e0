using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;
using DenseMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;
using Symmetricity = MathNet.Numerics.LinearAlgebra.Symmetricity;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>
/// What LAPACK does, where there is none: Cholesky and its inverse by halves on the products of <paramref name="library"/>, eigenvalues
/// from MathNet.Numerics in double precision.
/// </summary>
internal sealed class ManagedFactorisations(LinearAlgebraLibrary library)
{
    /// <summary>See <see cref="LinearAlgebraLibrary.Cholesky"/>.</summary>
    public int Cholesky<T>(MatrixView<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int order = a.Rows, half = order / 2, rest = order - half;
        if (order <= SmallTriangle.Order) return SmallTriangle.Cholesky(a);
        (MatrixView<T> head, MatrixView<T> corner, MatrixView<T> tail) = Quarter(a);
        int pivot = Cholesky(head);
        if (pivot >= 0) return pivot;
        library.TriangularSolve(Side.Right, Triangle.Lower, Transposition.Transposed, head, corner);
        LowerTriangle.UpdateWithRows<T>(library, corner, tail, -T.One, T.One);
        pivot = Cholesky(tail);
        return pivot < 0 ? pivot : half + pivot;
    }

    /// <summary>See <see cref="LinearAlgebraLibrary.CholeskyInverse"/>.</summary>
    public void CholeskyInverse<T>(MatrixView<T> factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        InvertTriangle(factor);
        SquareTriangle(factor);
    }

    /// <summary>See <see cref="LinearAlgebraLibrary.SymmetricEigen"/>.</summary>
    public void SymmetricEigen<T>(MatrixView<T> a, Span<T> eigenvalues)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseMatrix matrix = new(a.Rows);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = double.CreateTruncating(a[i, j]);
        }

        Evd<double> evd;
        try
        {
            evd = matrix.Evd(Symmetricity.Symmetric);
        }
        catch (NonConvergenceException e)
        {
            throw new NumericalException($"The eigenvalues of a {a.Rows}×{a.Rows} matrix did not converge.", e);
        }

        for (int i = 0; i < a.Rows; i++)
        {
            eigenvalues[i] = T.CreateTruncating(evd.EigenValues[i].Real);
            for (int j = 0; j < a.Rows; j++) a[i, j] = T.CreateTruncating(evd.EigenVectors[j, i]);
        }
    }

    // [P 0; Q R]⁻¹ = [P⁻¹ 0; −R⁻¹ Q P⁻¹  R⁻¹].
    private void InvertTriangle<T>(MatrixView<T> l)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (l.Rows <= SmallTriangle.Order)
        {
            SmallTriangle.Invert(l);
            return;
        }

        (MatrixView<T> p, MatrixView<T> q, MatrixView<T> r) = Quarter(l);
        library.TriangularSolve(Side.Right, Triangle.Lower, Transposition.None, p, q);
        library.TriangularSolve(Side.Left, Triangle.Lower, Transposition.None, r, q);
        for (int i = 0; i < q.Rows; i++) TensorPrimitives.Negate<T>(q.Row(i), q.Row(i));
        InvertTriangle(p);
        InvertTriangle(r);
    }

    // The lower triangle of LᵀL in the place of L: [P 0; Q R]ᵀ[P 0; Q R] = [PᵀP + QᵀQ  ·; RᵀQ  RᵀR].
    private void SquareTriangle<T>(MatrixView<T> l)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (l.Rows <= SmallTriangle.Order)
        {
            SmallTriangle.Square(l);
            return;
        }

        (MatrixView<T> p, MatrixView<T> q, MatrixView<T> r) = Quarter(l);
        SquareTriangle(p);
        LowerTriangle.UpdateWithColumns<T>(library, q, p, T.One, T.One);
        MultiplyTransposed(r, q);
        SquareTriangle(r);
    }

    // X ← LᵀX in place: [P 0; Q R]ᵀ[X; Y] = [PᵀX + QᵀY; RᵀY].
    private void MultiplyTransposed<T>(ReadOnlyMatrixView<T> l, MatrixView<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int order = l.Rows, half = order / 2, rest = order - half;
        if (order <= SmallTriangle.Order)
        {
            Span<T> memory = stackalloc T[SmallTriangle.Order * SmallTriangle.Order];
            MatrixView<T> square = new(memory, order, order);
            for (int i = 0; i < order; i++) l.Row(i)[..(i + 1)].CopyTo(square.Row(i));
            T[] rented = ArrayPool<T>.Shared.Rent(x.Rows * x.Columns);
            MatrixView<T> right = new(rented, x.Rows, x.Columns);
            right.CopyFrom(x);
            library.Multiply(square, Transposition.Transposed, right, Transposition.None, x, T.One, T.Zero);
            ArrayPool<T>.Shared.Return(rented);
            return;
        }

        MatrixView<T> upper = x.RowRange(0, half), lower = x.RowRange(half, rest);
        MultiplyTransposed(l.RowRange(0, half).ColumnRange(0, half), upper);
        library.Multiply(l.RowRange(half, rest).ColumnRange(0, half), Transposition.Transposed, lower, Transposition.None, upper, T.One, T.One);
        MultiplyTransposed(l.RowRange(half, rest).ColumnRange(half, rest), lower);
    }

    private static Quarters<T> Quarter<T>(MatrixView<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int half = a.Rows / 2, rest = a.Rows - half;
        MatrixView<T> below = a.RowRange(half, rest);
        return new(a.RowRange(0, half).ColumnRange(0, half), below.ColumnRange(0, half), below.ColumnRange(half, rest));
    }

    private readonly ref struct Quarters<T>(MatrixView<T> head, MatrixView<T> corner, MatrixView<T> tail)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly MatrixView<T> _head = head, _corner = corner, _tail = tail;

        public void Deconstruct(out MatrixView<T> head, out MatrixView<T> corner, out MatrixView<T> tail)
        {
            head = _head;
            corner = _corner;
            tail = _tail;
        }
    }
}
