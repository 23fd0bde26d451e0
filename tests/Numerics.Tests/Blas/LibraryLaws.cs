using System.Numerics;
using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.References.LinearAlgebra;

namespace Neuromanifold.Numerics.Tests.Blas;

/// <summary>
/// Every verb of a library against its slow twin in double, on random shapes and strides. Tolerances: n terms of size one summed in
/// precision u differ by a few √n·u, squares by n·u; solutions of well-conditioned systems (condition below 100) by n·100·u.
/// </summary>
public abstract class LibraryLaws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] Extents = [0, 1, 2, 3, 5, 6, 7, 12, 13, 16, 17, 31, 32, 33, 47, 50, 64, 80, 97, 131, 257];
    private static readonly double Unit = typeof(T) == typeof(float) ? 6e-8 : 1.2e-16;

    protected abstract LinearAlgebraLibrary Library { get; }

    /// <summary>Whether the library promises that bits do not depend on the number of threads.</summary>
    protected virtual bool AreBitsThoseOfOneThread => false;

    [Fact]
    public void A_product_is_the_sum_over_the_inner_index_for_all_transpositions_and_strides()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int rows = Extent(ref random), columns = Extent(ref random), inner = Extent(ref random);
            var (transposeA, transposeB) = ((Transposition)random.NextInteger(2), (Transposition)random.NextInteger(2));
            Drawn<T> a = transposeA == Transposition.None ? Draw(rows, inner, ref random) : Draw(inner, rows, ref random);
            Drawn<T> b = transposeB == Transposition.None ? Draw(inner, columns, ref random) : Draw(columns, inner, ref random);
            Drawn<T> c = Draw(rows, columns, ref random);
            double scale = random.NextInteger(3) switch { 0 => 1, 1 => -1, _ => 0.75 }, keep = random.NextInteger(3) switch { 0 => 0, 1 => 1, _ => -1.5 };
            double[,] product = Dense.Multiply(
                transposeA == Transposition.None ? a.ToDouble() : Dense.Transpose(a.ToDouble()), transposeB == Transposition.None ? b.ToDouble() : Dense.Transpose(b.ToDouble()));
            double[,] expected = Combine(product, c.ToDouble(), scale, keep);

            Library.Multiply(a.View, transposeA, b.View, transposeB, c.View, T.CreateTruncating(scale), T.CreateTruncating(keep));

            Close.AssertEqual(expected, c.ToDouble(), 16 * Unit * (4 + Math.Sqrt(inner)) * 3);
            c.AssertGapsUntouched();
        }
    }

    [Fact]
    public void A_keep_of_zero_overwrites_even_what_is_not_a_number()
    {
        RandomSequence random = RandomStream.FromSeed(1).From();
        foreach ((int rows, int columns, int inner) in new[] { (1, 1, 1), (3, 4, 0), (1, 40, 9), (40, 1, 9), (40, 50, 60), (130, 70, 300) })
        {
            Drawn<T> a = Draw(rows, inner, ref random), b = Draw(inner, columns, ref random), c = Draw(rows, columns, ref random);
            c.Set((_, _) => double.NaN);
            Library.Multiply(a.View, Transposition.None, b.View, Transposition.None, c.View, T.One, T.Zero);
            Close.AssertEqual(Dense.Multiply(a.ToDouble(), b.ToDouble()), c.ToDouble(), 16 * Unit * (4 + Math.Sqrt(inner)) * 3);

            Drawn<T> square = Draw(columns, columns, ref random);
            square.Set((_, _) => double.NaN);
            Library.SymmetricRankUpdate<T>(b.View, square.View, T.One, T.Zero);
            double[,] expected = Dense.Multiply(Dense.Transpose(b.ToDouble()), b.ToDouble());
            Close.AssertEqual(expected, square.ToDouble(), 32 * Unit * (8 + inner), (i, j) => j <= i);
        }
    }

    [Fact]
    public void A_rank_update_fills_the_lower_triangle_and_leaves_the_upper_one()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int order = Extent(ref random), inner = Extent(ref random);
            double scale = random.NextInteger(2) == 0 ? 1 : 0.25, keep = random.NextInteger(3) switch { 0 => 0, 1 => 1, _ => 0.95 };
            Drawn<T> a = Draw(inner, order, ref random), c = Draw(order, order, ref random);
            double[,] before = c.ToDouble(), expected = Combine(Dense.Multiply(Dense.Transpose(a.ToDouble()), a.ToDouble()), before, scale, keep);

            Library.SymmetricRankUpdate<T>(a.View, c.View, T.CreateTruncating(scale), T.CreateTruncating(keep));

            Close.AssertEqual(expected, c.ToDouble(), 32 * Unit * (8 + inner), (i, j) => j <= i);
            Close.AssertEqual(before, c.ToDouble(), 0, (i, j) => j > i);
            c.AssertGapsUntouched();
        }
    }

    [Fact]
    public void A_triangular_solution_satisfies_its_system_on_either_side_and_for_either_triangle()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            var (side, triangle, transposition) = ((Side)random.NextInteger(2), (Triangle)random.NextInteger(2), (Transposition)random.NextInteger(2));
            int order = Math.Min(Extent(ref random), 131), others = Math.Min(Extent(ref random), 80);
            Drawn<T> stored = Draw(order, order, ref random);
            double[,] drawn = stored.ToDouble();

            // A dominant diagonal keeps the condition small; the other triangle is NaN, since it must not be read.
            stored.Set((i, j) => i == j ? 2 + (0.1 * drawn[i, i]) : i > j == (triangle == Triangle.Lower) ? drawn[i, j] / Math.Sqrt(order) / 2 : double.NaN);
            double[,] t = stored.ToDouble();
            for (int i = 0; i < order; i++)
                for (int j = 0; j < order; j++)
                    if (double.IsNaN(t[i, j])) t[i, j] = 0;
            if (transposition == Transposition.Transposed) t = Dense.Transpose(t);
            Drawn<T> b = side == Side.Left ? Draw(order, others, ref random) : Draw(others, order, ref random);
            double[,] right = b.ToDouble();

            Library.TriangularSolve(side, triangle, transposition, stored.View, b.View);

            double[,] x = b.ToDouble(), residual = side == Side.Left ? Dense.Multiply(t, x) : Dense.Multiply(x, t);
            Close.AssertEqual(right, residual, Unit * (order + 10) * 100);
            b.AssertGapsUntouched();
        }
    }

    [Fact]
    public void A_Cholesky_factor_multiplies_back_and_its_inverse_is_the_inverse()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int order = Math.Min(Extent(ref random), 131);
            Drawn<T> matrix = DrawPositiveDefinite(order, ref random);
            double[,] a = matrix.ToDouble();
            for (int i = 0; i < order; i++)
                for (int j = i + 1; j < order; j++)
                    matrix.View[i, j] = T.NaN;

            Assert.Equal(-1, Library.Cholesky(matrix.View));

            double[,] l = LowerOf(matrix.ToDouble());
            Close.AssertEqual(a, Dense.Multiply(l, Dense.Transpose(l)), Unit * (order + 10) * 50);

            Library.CholeskyInverse(matrix.View);

            double[,] inverse = matrix.ToDouble();
            Close.AssertEqual(Dense.Solve(a, Dense.Identity(order)), inverse, Unit * (order + 10) * 100, (i, j) => j <= i);
            Assert.All(Enumerable.Range(0, order), i => Assert.All(Enumerable.Range(i + 1, order - i - 1), j => Assert.True(double.IsNaN(inverse[i, j]))));
            matrix.AssertGapsUntouched();
        }
    }

    [Fact]
    public void Cholesky_reports_the_first_pivot_that_is_not_positive_and_its_value()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int order = 1 + random.NextInteger(150), pivot = random.NextInteger(order);
            double spoilt = -0.5 - random.NextUniform();

            // A = L D Lᵀ with D one but for the pivot: the pivots are D, exactly up to rounding.
            Drawn<T> matrix = Draw(order, order, ref random);
            double[,] drawn = matrix.ToDouble(), l = Dense.Identity(order), scaled = Dense.Identity(order);
            for (int i = 0; i < order; i++)
                for (int j = 0; j < i; j++)
                    l[i, j] = drawn[i, j] / order;
            for (int i = 0; i < order; i++)
                for (int j = 0; j < order; j++)
                    scaled[i, j] = l[i, j] * (j == pivot ? spoilt : 1);
            double[,] a = Dense.Multiply(scaled, Dense.Transpose(l));
            matrix.Set((i, j) => a[i, j]);

            Assert.Equal(pivot, Library.Cholesky(matrix.View));
            Assert.Equal(spoilt, double.CreateTruncating(matrix.View[pivot, pivot]), 1000 * Unit);
        }
    }

    [Fact]
    public void Cholesky_stops_at_a_pivot_that_is_not_a_number()
    {
        foreach (int order in new[] { 1, 5, 40, 150 })
        {
            RandomSequence random = RandomStream.FromSeed(order).From();
            Drawn<T> matrix = DrawPositiveDefinite(order, ref random);
            matrix.View[order / 2, order / 2] = T.NaN;
            Assert.Equal(order / 2, Library.Cholesky(matrix.View));
        }
    }

    [Fact]
    public void Eigenvectors_are_rows_orthonormal_and_scaled_by_their_ascending_eigenvalues()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int order = Math.Min(Extent(ref random), 97);
            Drawn<T> matrix = Draw(order, order, ref random);
            double[,] drawn = matrix.ToDouble();
            matrix.Set((i, j) => (drawn[i, j] + drawn[j, i]) / Math.Sqrt(order));
            double[,] a = matrix.ToDouble();
            for (int i = 0; i < order; i++)
                for (int j = i + 1; j < order; j++)
                    matrix.View[i, j] = T.NaN;
            T[] eigenvalues = new T[order];

            Library.SymmetricEigen(matrix.View, eigenvalues);

            double[,] q = matrix.ToDouble(), scaled = matrix.ToDouble();
            for (int i = 0; i < order; i++)
                for (int j = 0; j < order; j++)
                    scaled[i, j] *= double.CreateTruncating(eigenvalues[i]);
            double tolerance = Unit * (order + 10) * 20;
            Close.AssertEqual(scaled, Dense.Multiply(q, a), tolerance);
            Close.AssertEqual(Dense.Identity(order), Dense.Multiply(q, Dense.Transpose(q)), tolerance);
            Assert.True(eigenvalues.SequenceEqual(eigenvalues.Order()), "The eigenvalues are not ascending.");
            matrix.AssertGapsUntouched();
        }
    }

    [Fact]
    public void Eigenvalues_of_what_is_not_finite_are_refused()
    {
        RandomSequence random = RandomStream.FromSeed(0).From();
        Drawn<T> matrix = Draw(4, 4, ref random);
        matrix.View[2, 1] = T.PositiveInfinity;
        Assert.Throws<Errors.NumericalException>(() => Library.SymmetricEigen(matrix.View, new T[4]));
    }

    [Fact]
    public void A_product_allocates_nothing_once_warm()
    {
        RandomSequence random = RandomStream.FromSeed(0).From();
        foreach ((int rows, int columns, int inner) in new[] { (50, 80, 784), (80, 50, 80), (1, 80, 784), (130, 140, 150) })
        {
            Drawn<T> a = Draw(rows, inner, ref random), b = Draw(columns, inner, ref random), c = Draw(rows, columns, ref random), s = Draw(columns, columns, ref random);
            long before = 0;
            for (int repeat = 0; repeat < 20; repeat++)
            {
                if (repeat == 10) before = GC.GetAllocatedBytesForCurrentThread();
                Library.Multiply(a.View, Transposition.None, b.View, Transposition.Transposed, c.View, T.One, T.Zero);
                Library.SymmetricRankUpdate<T>(c.View, s.View, T.One, T.Zero);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void Two_threads_may_multiply_at_once()
    {
        string?[] failures = new string?[2];
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(member => new Thread(() => failures[member] = Repeat(member)))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(failures, Assert.Null);

        string? Repeat(int member)
        {
            RandomSequence random = RandomStream.FromSeed(member).From();
            Drawn<T> a = Draw(150, 200, ref random), b = Draw(200, 170, ref random), c = Draw(150, 170, ref random);
            double[,] expected = Dense.Multiply(a.ToDouble(), b.ToDouble());
            for (int repeat = 0; repeat < 50; repeat++)
            {
                Library.Multiply(a.View, Transposition.None, b.View, Transposition.None, c.View, T.One, T.Zero);
                try
                {
                    Close.AssertEqual(expected, c.ToDouble(), 16 * Unit * 19 * 3);
                }
                catch (Xunit.Sdk.XunitException e)
                {
                    return e.Message;
                }
            }

            return null;
        }
    }

    [Fact]
    public void The_same_number_of_threads_gives_the_same_bits_and_another_one_nearly_so()
    {
        int threads = Library.Threads;
        try
        {
            RandomSequence random = RandomStream.FromSeed(5).From();
            foreach ((int rows, int columns, int inner) in new[] { (257, 131, 400), (131, 300, 257), (70, 1000, 90) })
            {
                Drawn<T> a = Draw(rows, inner, ref random), b = Draw(columns, inner, ref random);
                double[,] alone = Product(1), pair = Product(2), three = Product(3);
                Close.AssertEqual(pair, Product(2), 0);
                Close.AssertEqual(alone, Product(1), 0);
                double tolerance = AreBitsThoseOfOneThread ? 0 : 16 * Unit * (4 + Math.Sqrt(inner)) * 3;
                Close.AssertEqual(alone, pair, tolerance);
                Close.AssertEqual(alone, three, tolerance);

                double[,] Product(int members)
                {
                    RandomSequence unused = RandomStream.FromSeed(6).From();
                    Drawn<T> c = Draw(rows, columns, ref unused);
                    Library.Threads = members;
                    Library.Multiply(a.View, Transposition.None, b.View, Transposition.Transposed, c.View, T.One, T.Zero);
                    return c.ToDouble();
                }
            }
        }
        finally
        {
            Library.Threads = threads;
        }
    }

    [Fact]
    public void Shapes_that_disagree_are_refused()
    {
        T[] memory = new T[100];
        Assert.Throws<ArgumentException>(() => Library.Multiply(
            new ReadOnlyMatrixView<T>(memory, 3, 4), Transposition.None, new ReadOnlyMatrixView<T>(memory, 5, 2), Transposition.None, new MatrixView<T>(memory, 3, 2), T.One, T.Zero));
        Assert.Throws<ArgumentException>(() => Library.Multiply(
            new ReadOnlyMatrixView<T>(memory, 3, 4), Transposition.None, new ReadOnlyMatrixView<T>(memory, 4, 2), Transposition.None, new MatrixView<T>(memory, 2, 3), T.One, T.Zero));
        Assert.Throws<ArgumentException>(() => Library.SymmetricRankUpdate(new ReadOnlyMatrixView<T>(memory, 3, 4), new MatrixView<T>(memory, 3, 3), T.One, T.Zero));
        Assert.Throws<ArgumentException>(() => Library.TriangularSolve(
            Side.Left, Triangle.Lower, Transposition.None, new ReadOnlyMatrixView<T>(memory, 3, 3), new MatrixView<T>(memory, 4, 3)));
        Assert.Throws<ArgumentException>(() => Library.Cholesky(new MatrixView<T>(memory, 3, 4)));
        Assert.Throws<ArgumentException>(() => Library.SymmetricEigen(new MatrixView<T>(memory, 3, 3), new T[4]));
    }

    private static int Extent(ref RandomSequence random) => Extents[random.NextInteger(Extents.Length)];

    private static Drawn<T> Draw(int rows, int columns, ref RandomSequence random) => new(rows, columns, random.NextInteger(3) * random.NextInteger(20), ref random);

    // AᵀA/k + 1 with twice as many rows as columns: eigenvalues within 1 … 4.
    private static Drawn<T> DrawPositiveDefinite(int order, ref RandomSequence random)
    {
        Drawn<T> result = Draw(order, order, ref random);
        double[,] a = Draw(2 * order, order, ref random).ToDouble(), square = Dense.Multiply(Dense.Transpose(a), a);
        return result.Set((i, j) => (square[i, j] / (2 * order)) + (i == j ? 1 : 0));
    }

    private static double[,] Combine(double[,] product, double[,] old, double scale, double keep)
    {
        for (int i = 0; i < product.GetLength(0); i++)
            for (int j = 0; j < product.GetLength(1); j++)
                product[i, j] = (scale * product[i, j]) + (keep * old[i, j]);
        return product;
    }

    private static double[,] LowerOf(double[,] a)
    {
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = i + 1; j < a.GetLength(0); j++)
                a[i, j] = 0;
        return a;
    }
}
