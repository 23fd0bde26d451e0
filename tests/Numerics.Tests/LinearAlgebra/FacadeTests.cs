using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Numerics.Tests.Blas;
using Neuromanifold.References.LinearAlgebra;

namespace Neuromanifold.Numerics.Tests.LinearAlgebra;

/// <summary>The facade on the library of this process, in double; both scalars and all shapes are <see cref="LibraryLaws{T}"/>'s.</summary>
[Collection(nameof(NativeLibraryTests))]
public sealed class FacadeTests
{
    private const double Tolerance = 1e-11;

    [Fact]
    public void Products_are_those_of_their_names()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            (int m, int k, int n) = (random.NextInteger(30), random.NextInteger(30), random.NextInteger(30));
            Drawn<double> a = new(m, k, 2, ref random), b = new(k, n, 0, ref random), aTransposed = new(k, m, 1, ref random), bTransposed = new(n, k, 3, ref random);
            Matrix<double> c = new(m, n);

            Products.Multiply(a.View, b.View, c.View);
            Close.AssertEqual(Dense.Multiply(a.ToDouble(), b.ToDouble()), ToDouble(c), Tolerance);

            Products.MultiplyTransposedLeft(aTransposed.View, b.View, c.View);
            Close.AssertEqual(Dense.Multiply(Dense.Transpose(aTransposed.ToDouble()), b.ToDouble()), ToDouble(c), Tolerance);

            Products.MultiplyTransposedRight(a.View, bTransposed.View, c.View);
            double[,] product = Dense.Multiply(a.ToDouble(), Dense.Transpose(bTransposed.ToDouble()));
            Close.AssertEqual(product, ToDouble(c), Tolerance);

            // 2 · product − product is the product again.
            Products.MultiplyTransposedRight(a.View, bTransposed.View, c.View, 2, -1);
            Close.AssertEqual(product, ToDouble(c), Tolerance);
        }
    }

    [Fact]
    public void A_rank_update_fills_both_triangles_symmetrically_to_the_bit()
    {
        foreach (int order in new[] { 0, 1, 2, 31, 32, 33, 100, 131 })
        {
            RandomSequence random = RandomStream.FromSeed(order).From();
            Drawn<double> a = new(40, order, 3, ref random), c = new(order, order, 5, ref random);
            double[,] square = Dense.Multiply(Dense.Transpose(a.ToDouble()), a.ToDouble());
            c.Set((_, _) => double.NaN);

            Products.SymmetricRankUpdate(a.View, c.View);

            Close.AssertEqual(square, c.ToDouble(), Tolerance);
            Close.AssertEqual(Dense.Transpose(c.ToDouble()), c.ToDouble(), 0);

            Products.SymmetricRankUpdate(a.View, c.View, 0.5, 0.5);

            Close.AssertEqual(square, c.ToDouble(), Tolerance);
            c.AssertGapsUntouched();
        }
    }

    [Fact]
    public void Cholesky_solves_columns_and_rows_inverts_and_gives_the_log_determinant()
    {
        foreach (int order in new[] { 1, 2, 7, 20, 33 })
        {
            RandomSequence random = RandomStream.FromSeed(order).From();
            Drawn<double> a = DrawPositiveDefinite(order, ref random), columns = new(order, 4, 2, ref random), rows = new(3, order, 1, ref random);
            double[,] matrix = a.ToDouble(), columnsBefore = columns.ToDouble(), rowsBefore = rows.ToDouble();

            Cholesky.Factor(a.View);
            Cholesky.Solve(a.View, columns.View);
            Cholesky.SolveRows(a.View, rows.View);

            Close.AssertEqual(Dense.Solve(matrix, columnsBefore), columns.ToDouble(), Tolerance);
            Close.AssertEqual(rowsBefore, Dense.Multiply(rows.ToDouble(), matrix), Tolerance);
            Assert.Equal(Math.Log(Dense.Determinant(matrix)), Cholesky.LogDeterminant<double>(a.View), Tolerance);

            Cholesky.Invert(a.View);

            Close.AssertEqual(Dense.Solve(matrix, Dense.Identity(order)), a.ToDouble(), Tolerance);
            Close.AssertEqual(Dense.Transpose(a.ToDouble()), a.ToDouble(), 0);
        }
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_reported_with_its_pivot()
    {
        Matrix<double> matrix = new(3, 3, [4, 0, 0, 2, 5, 0, 2, 1, -2]);
        NotPositiveDefiniteException error = Assert.Throws<NotPositiveDefiniteException>(() => Cholesky.Factor(matrix.View));
        Assert.Equal((3, 2, -3.0), (error.Order, error.Pivot, error.PivotValue));
        Assert.Contains("3×3", error.Message, StringComparison.Ordinal);

        matrix = new(2, 2, [0, 0, 0, 1]);
        Assert.False(Cholesky.TryFactor(matrix.View, out int pivot, out double value));
        Assert.Equal((0, 0.0), (pivot, value));
    }

    [Fact]
    public void Triangular_systems_are_solved_on_the_side_of_their_names()
    {
        RandomSequence random = RandomStream.FromSeed(3).From();
        Drawn<double> l = DrawPositiveDefinite(9, ref random), columns = new(9, 4, 1, ref random), rows = new(5, 9, 1, ref random);
        double[,] lower = l.ToDouble();
        for (int i = 0; i < 9; i++)
            for (int j = i + 1; j < 9; j++)
                lower[i, j] = 0;
        double[,] b = columns.ToDouble(), r = rows.ToDouble();

        TriangularSystems.SolveLower(l.View, columns.View);
        Close.AssertEqual(b, Dense.Multiply(lower, columns.ToDouble()), Tolerance);
        b = columns.ToDouble();
        TriangularSystems.SolveLowerTransposed(l.View, columns.View);
        Close.AssertEqual(b, Dense.Multiply(Dense.Transpose(lower), columns.ToDouble()), Tolerance);
        TriangularSystems.SolveRowsLower(l.View, rows.View);
        Close.AssertEqual(r, Dense.Multiply(rows.ToDouble(), lower), Tolerance);
        r = rows.ToDouble();
        TriangularSystems.SolveRowsLowerTransposed(l.View, rows.View);
        Close.AssertEqual(r, Dense.Multiply(rows.ToDouble(), Dense.Transpose(lower)), Tolerance);
    }

    [Fact]
    public void A_spectral_decomposition_multiplies_back()
    {
        RandomSequence random = RandomStream.FromSeed(4).From();
        Drawn<double> a = DrawPositiveDefinite(24, ref random);
        double[,] matrix = a.ToDouble(), lambda = new double[24, 24];
        double[] eigenvalues = new double[24];

        SymmetricEigen.Decompose(a.View, eigenvalues);

        for (int i = 0; i < 24; i++) lambda[i, i] = eigenvalues[i];
        double[,] q = a.ToDouble();
        Close.AssertEqual(matrix, Dense.Multiply(Dense.Transpose(q), Dense.Multiply(lambda, q)), Tolerance);
    }

    [Fact]
    public void A_Kronecker_product_multiplies_a_matrix_as_its_blocks_do_a_vector()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            (int p, int q, int m, int n) = (1 + random.NextInteger(6), 1 + random.NextInteger(6), 1 + random.NextInteger(6), 1 + random.NextInteger(6));
            Drawn<double> b = new(p, q, 1, ref random), a = new(m, n, 2, ref random), x = new(q, n, 0, ref random);
            Matrix<double> y = new(p, m);

            Kronecker.Multiply<double>(b.View, a.View, x.View, y.View, new double[p * n]);

            double[,] vector = new double[q * n, 1], xs = x.ToDouble(), flat = new double[p * m, 1];
            for (int i = 0; i < q * n; i++) vector[i, 0] = xs[i / n, i % n];
            for (int i = 0; i < p * m; i++) flat[i, 0] = y.AsSpan()[i];
            Close.AssertEqual(Dense.Multiply(Dense.Kronecker(b.ToDouble(), a.ToDouble()), vector), flat, Tolerance);
        }

        double[] memory = new double[9];
        Assert.Throws<ArgumentException>(() => Kronecker.Multiply(
            new ReadOnlyMatrixView<double>(memory, 3, 3), new(memory, 3, 3), new(memory, 3, 3), new MatrixView<double>(new double[9], 3, 3), new double[8]));
    }

    [Fact]
    public void A_mirror_needs_a_square_matrix() =>
        Assert.Throws<ArgumentException>(() => Symmetry.MirrorLower(new Matrix<double>(2, 3).View));

    private static Drawn<double> DrawPositiveDefinite(int order, ref RandomSequence random)
    {
        Drawn<double> result = new(order, order, 2, ref random);
        double[,] a = result.ToDouble(), square = Dense.Multiply(Dense.Transpose(a), a);
        return result.Set((i, j) => (square[i, j] / order) + (i == j ? 1 : 0));
    }

    private static double[,] ToDouble(Matrix<double> matrix)
    {
        var result = new double[matrix.Rows, matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
            for (int j = 0; j < matrix.Columns; j++)
                result[i, j] = matrix[i, j];
        return result;
    }
}
