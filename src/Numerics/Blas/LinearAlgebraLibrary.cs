using System.Numerics;
using Neuromanifold.Numerics.Blas.Managed;
using Neuromanifold.Numerics.Blas.Native;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas;

/// <summary>
/// The dense verbs behind <c>LinearAlgebra</c>, on row-major matrices of float or double with any stride. Any two threads may call one
/// library at once; the number of <see cref="Threads"/> may change only between calls. Operands and destination must not overlap.
/// </summary>
/// <remarks>Every verb throws <see cref="ArgumentException"/> where shapes disagree and <see cref="NotSupportedException"/> for other scalars.</remarks>
public abstract class LinearAlgebraLibrary
{
    private static readonly Lazy<LinearAlgebraLibrary> Chosen = new(Choose);

    /// <summary>The environment variable that names a library's path, or "managed".</summary>
    public const string EnvironmentVariable = "NEUROMANIFOLD_BLAS";

    /// <summary>
    /// The library of this process, chosen at first use: the one <see cref="EnvironmentVariable"/> names, else the first native one found,
    /// else <see cref="Managed"/>.
    /// </summary>
    /// <exception cref="InvalidInputException">The environment names a library that cannot be used.</exception>
    public static LinearAlgebraLibrary Current => Chosen.Value;

    /// <summary>The library in C#, there on every machine.</summary>
    public static LinearAlgebraLibrary Managed { get; } = new ManagedLinearAlgebra(ManagedLinearAlgebra.WidestVector);

    /// <summary>What the library says of itself.</summary>
    public abstract LibraryDescription Description { get; }

    /// <summary>One line, as in "OpenBLAS 0.3.21, pthread, Zen kernels".</summary>
    public string Name => Description.Name;

    /// <summary>Threads a single call may use. Set it to 1 where the caller's own threads share out the work: never two levels at once.</summary>
    public abstract int Threads { get; set; }

    /// <summary>The native library at <paramref name="path"/>: a file, or a name the system's loader knows.</summary>
    /// <exception cref="InvalidInputException">It cannot be loaded or lacks the products of CBLAS.</exception>
    public static LinearAlgebraLibrary Load(string path) => NativeSearch.Load(path);

    /// <summary>The first native library found: OpenBLAS (pthread before OpenMP), then MKL, then Accelerate; null where there is none.</summary>
    public static LinearAlgebraLibrary? FindNative() => NativeSearch.Find();

    /// <summary>C ← scale · op(A) op(B) + keep · C. A <paramref name="keep"/> of zero overwrites C, whatever it held.</summary>
    public void Multiply<T>(
        ReadOnlyMatrixView<T> a, Transposition transposeA, ReadOnlyMatrixView<T> b, Transposition transposeB, MatrixView<T> c, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireScalar<T>();
        (int rows, int inner) = transposeA == Transposition.None ? (a.Rows, a.Columns) : (a.Columns, a.Rows);
        (int innerB, int columns) = transposeB == Transposition.None ? (b.Rows, b.Columns) : (b.Columns, b.Rows);
        if (inner != innerB || c.Rows != rows || c.Columns != columns)
            throw new ArgumentException($"A product of {rows}×{inner} and {innerB}×{columns} cannot fill {c.Rows}×{c.Columns}.", nameof(c));
        if (rows == 0 || columns == 0) return;
        if (inner == 0) Scaling.Scale(c, keep);
        else MultiplyFilled(a, transposeA, b, transposeB, c, scale, keep);
    }

    /// <summary>The lower triangle of C ← scale · AᵀA + keep · C; the upper one is not touched.</summary>
    public void SymmetricRankUpdate<T>(ReadOnlyMatrixView<T> a, MatrixView<T> c, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireScalar<T>();
        if (c.Rows != a.Columns || c.Columns != a.Columns)
            throw new ArgumentException($"The rank update of a {a.Rows}×{a.Columns} matrix needs {a.Columns}×{a.Columns}, found {c.Rows}×{c.Columns}.", nameof(c));
        if (c.Rows == 0) return;
        if (a.Rows == 0) Scaling.ScaleLower(c, keep);
        else SymmetricRankUpdateFilled(a, c, scale, keep);
    }

    /// <summary>B ← X with op(T) X = B or X op(T) = B, for a triangular T without zeros on its diagonal.</summary>
    public void TriangularSolve<T>(
        Side side, Triangle triangle, Transposition transposition, ReadOnlyMatrixView<T> t, MatrixView<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireScalar<T>();
        RequireSquare(t);
        if (t.Rows != (side == Side.Left ? b.Rows : b.Columns))
            throw new ArgumentException($"A triangle of order {t.Rows} on the {(side == Side.Left ? "left" : "right")} does not fit {b.Rows}×{b.Columns} right-hand sides.", nameof(b));
        if (b.Rows > 0 && b.Columns > 0) TriangularSolveFilled(side, triangle, transposition, t, b);
    }

    /// <summary>
    /// The Cholesky factor A = L Lᵀ in the place of A's lower triangle; the upper one is not touched.
    /// </summary>
    /// <returns>−1, or the first pivot that is not positive (counted from 0), whose value is then on the diagonal there.</returns>
    public int Cholesky<T>(MatrixView<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireScalar<T>();
        RequireSquare<T>(a);
        int pivot = a.Rows == 0 ? -1 : CholeskyFilled(a);

        // Native kernels test "≤ 0", which a NaN passes.
        for (int i = 0; pivot < 0 && i < a.Rows; i++)
        {
            if (!T.IsFinite(a[i, i])) pivot = i;
        }

        return pivot;
    }

    /// <summary>The lower triangle of (L Lᵀ)⁻¹ in the place of L; the upper one is not touched.</summary>
    public void CholeskyInverse<T>(MatrixView<T> factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireScalar<T>();
        RequireSquare<T>(factor);
        if (factor.Rows > 0) CholeskyInverseFilled(factor);
    }

    /// <summary>
    /// Eigenvalues of a symmetric matrix, ascending, and its orthonormal eigenvectors in the matrix's place, one per row. Only the lower
    /// triangle is read.
    /// </summary>
    /// <exception cref="NumericalException">The iteration did not converge, or the matrix is not finite.</exception>
    public void SymmetricEigen<T>(MatrixView<T> a, Span<T> eigenvalues)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireScalar<T>();
        RequireSquare<T>(a);
        if (eigenvalues.Length != a.Rows)
            throw new ArgumentException($"A matrix of order {a.Rows} has as many eigenvalues, found room for {eigenvalues.Length}.", nameof(eigenvalues));

        // On a NaN some native iterations never end.
        for (int i = 0; i < a.Rows; i++)
        {
            foreach (T value in a.Row(i)[..(i + 1)])
            {
                if (!T.IsFinite(value)) throw new NumericalException($"A {a.Rows}×{a.Rows} matrix has no eigenvalues: row {i} holds {value}.");
            }
        }

        if (a.Rows > 0) SymmetricEigenFilled(a, eigenvalues);
    }

    /// <summary><see cref="Multiply"/> on checked shapes without a zero among them.</summary>
    protected abstract void MultiplyFilled<T>(
        ReadOnlyMatrixView<T> a, Transposition transposeA, ReadOnlyMatrixView<T> b, Transposition transposeB, MatrixView<T> c, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary><see cref="SymmetricRankUpdate"/> on checked shapes without a zero among them.</summary>
    protected abstract void SymmetricRankUpdateFilled<T>(ReadOnlyMatrixView<T> a, MatrixView<T> c, T scale, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary><see cref="TriangularSolve"/> on checked shapes without a zero among them.</summary>
    protected abstract void TriangularSolveFilled<T>(
        Side side, Triangle triangle, Transposition transposition, ReadOnlyMatrixView<T> t, MatrixView<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary><see cref="Cholesky"/> on a square matrix that is not empty.</summary>
    protected abstract int CholeskyFilled<T>(MatrixView<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary><see cref="CholeskyInverse"/> on a square matrix that is not empty.</summary>
    protected abstract void CholeskyInverseFilled<T>(MatrixView<T> factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary><see cref="SymmetricEigen"/> on a finite square matrix that is not empty.</summary>
    protected abstract void SymmetricEigenFilled<T>(MatrixView<T> a, Span<T> eigenvalues)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private static LinearAlgebraLibrary Choose() => Environment.GetEnvironmentVariable(EnvironmentVariable) switch
    {
        null or "" => FindNative() ?? Managed,
        "managed" => Managed,
        string path => Load(path),
    };

    private static void RequireScalar<T>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new NotSupportedException($"Linear algebra runs in float or double, not in {typeof(T).Name}.");
    }

    private static void RequireSquare<T>(ReadOnlyMatrixView<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Rows != a.Columns) throw new ArgumentException($"Expected a square matrix, found {a.Rows}×{a.Columns}.", nameof(a));
    }
}
