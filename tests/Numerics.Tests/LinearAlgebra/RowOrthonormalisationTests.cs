using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Tests.LinearAlgebra;

public sealed class RowOrthonormalisationTests
{
    // Within a block of reflections, at its end, and over several.
    public static TheoryData<int> Orders => [1, 2, 7, 31, 32, 33, 64, 97];

    [Theory, MemberData(nameof(Orders))]
    public void Rows_are_orthonormal_and_what_is_left_of_the_matrix_is_lower_triangular(int order)
    {
        Matrix<double> matrix = Random(order, order, seed: order), rows = Orthonormalise(matrix);
        RequireOrthonormal(rows);
        Matrix<double> lower = new(order, order);
        Products.MultiplyTransposedRight<double>(matrix, rows, lower);
        for (int i = 0; i < order; i++)
            for (int j = i + 1; j < order; j++)
                Assert.Equal(0, lower[i, j], 1e-12 * order);
    }

    [Theory, MemberData(nameof(Orders))]
    public void A_matrix_of_low_rank_is_given_a_whole_basis(int order)
    {
        int rank = (order + 2) / 3;
        Matrix<double> matrix = new(order, order);
        Products.Multiply<double>(Random(order, rank, seed: 1), Random(rank, order, seed: 2), matrix);
        RequireOrthonormal(Orthonormalise(matrix));
        RequireOrthonormal(Orthonormalise(new Matrix<double>(order, order)));
    }

    [Fact]
    public void Rows_whose_squares_are_too_small_for_single_precision_are_orthonormal_too()
    {
        const int Order = 40;
        Matrix<double> drawn = Random(Order, Order, seed: 3);
        Matrix<float> matrix = new(Order, Order), rows = new(Order, Order), products = new(Order, Order);
        for (int i = 0; i < Order * Order; i++) matrix.AsSpan()[i] = (float)(1e-22 * drawn.AsSpan()[i]);
        new RowOrthonormalisation<float>(Order).Apply(matrix, rows);
        Products.MultiplyTransposedRight<float>(rows, rows, products);
        for (int i = 0; i < Order; i++)
            for (int j = 0; j < Order; j++)
                Assert.Equal(i == j ? 1 : 0, products[i, j], 1e-5);
    }

    [Fact]
    public void Other_orders_are_refused()
    {
        RowOrthonormalisation<double> planned = new(3);
        Assert.Throws<ArgumentException>(() => planned.Apply(new Matrix<double>(2, 2), new Matrix<double>(3, 3)));
        Assert.Throws<ArgumentException>(() => planned.Apply(new Matrix<double>(3, 3), new Matrix<double>(3, 4)));
    }

    private static Matrix<double> Orthonormalise(Matrix<double> matrix)
    {
        Matrix<double> lost = new(matrix.Rows, matrix.Columns), rows = new(matrix.Rows, matrix.Columns);
        lost.View.CopyFrom(matrix);
        new RowOrthonormalisation<double>(matrix.Rows).Apply(lost, rows);
        return rows;
    }

    private static void RequireOrthonormal(Matrix<double> rows)
    {
        Matrix<double> products = new(rows.Rows, rows.Rows);
        Products.MultiplyTransposedRight<double>(rows, rows, products);
        for (int i = 0; i < rows.Rows; i++)
            for (int j = 0; j < rows.Rows; j++)
                Assert.Equal(i == j ? 1 : 0, products[i, j], 1e-13 * rows.Rows);
    }

    private static Matrix<double> Random(int rows, int columns, long seed)
    {
        Matrix<double> matrix = new(rows, columns);
        RandomSequence random = RandomStream.FromSeed(seed).From();
        random.FillNormal(matrix.AsSpan());
        return matrix;
    }
}
