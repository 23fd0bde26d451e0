using Neuromanifold.Fisher.Representations;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.References.LinearAlgebra;

namespace Neuromanifold.Fisher.Tests.Representations;

public sealed class DampedInverseTests
{
    [Fact]
    public void It_is_the_inverse_of_the_damped_matrix_also_where_that_is_singular_and_leaves_the_matrix_alone()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int order = 1 + random.NextInteger(8), rank = random.NextInteger(order + 1);
            double[,] rows = new double[rank, order];
            for (int i = 0; i < rank * order; i++) rows[i / order, i % order] = random.NextNormal();
            double[,] matrix = Dense.Multiply(Dense.Transpose(rows), rows), damped = (double[,])matrix.Clone();
            double damping = Math.Exp(-3 * random.NextUniform());
            for (int i = 0; i < order; i++) damped[i, i] += damping;

            Matrix<double> given = ToMatrix(matrix);
            DampedInverse<double> inverse = new(order);
            inverse.Refresh(given, damping);
            Assert.True(Close.Holds(Dense.Solve(damped, Dense.Identity(order)), inverse.Inverse, 1e-10), $"seed {seed}");
            Assert.Equal((damping, 0), (inverse.Damping, inverse.Retries));
            Assert.True(Close.Holds(matrix, given, 0), "The matrix was changed.");
        }
    }

    [Fact]
    public void Where_rounding_has_left_a_negative_eigenvalue_damping_is_raised_tenfold_until_it_serves_and_told()
    {
        DampedInverse<double> inverse = new(2);
        inverse.Refresh(ToMatrix(new double[,] { { 1, 0 }, { 0, -0.5 } }), 1e-3);
        Assert.Equal(3, inverse.Retries);
        Assert.Equal(1, inverse.Damping, 1e-15);
        Assert.Equal(2, inverse.Inverse[1, 1], 1e-12);

        inverse.Refresh(ToMatrix(new double[,] { { 1, 0 }, { 0, 1 } }), 1e-3);
        Assert.Equal((1e-3, 0), (inverse.Damping, inverse.Retries));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_matrix_that_is_not_finite_is_refused_by_name(double value)
    {
        DampedInverse<double> inverse = new(2, "block 'fc7'");
        NotPositiveDefiniteException failure = Assert.Throws<NotPositiveDefiniteException>(() => inverse.Refresh(ToMatrix(new double[,] { { 1, value }, { value, value } }), 1e-3));
        Assert.StartsWith("Cholesky of block 'fc7' (2×2)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(12, inverse.Retries);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-9)]
    public void A_damping_that_could_not_be_raised_is_refused(double damping) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DampedInverse<double>(1).Refresh(new Matrix<double>(1, 1), damping));

    private static Matrix<double> ToMatrix(double[,] values)
    {
        Matrix<double> matrix = new(values.GetLength(0), values.GetLength(1));
        for (int i = 0; i < matrix.Rows; i++)
            for (int j = 0; j < matrix.Columns; j++)
                matrix[i, j] = values[i, j];
        return matrix;
    }
}
