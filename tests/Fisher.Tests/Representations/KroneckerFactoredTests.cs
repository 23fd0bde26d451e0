using Neuromanifold.Fisher.Representations;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.References.LinearAlgebra;

namespace Neuromanifold.Fisher.Tests.Representations;

public sealed class KroneckerFactoredTests
{
    [Fact]
    public void Every_verb_agrees_with_the_dense_matrix()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            KroneckerFactored<double> block = Draw(1 + random.NextInteger(7), 1 + random.NextInteger(7), ref random);
            double[,] dense = Dense.Kronecker(ToArray(block.OutputFactor), ToArray(block.InputFactor));
            Assert.Equal(dense.GetLength(0), block.Dimension);
            Assert.True(Close.Holds(dense, block.ToDense(), 1e-15), $"seed {seed}");

            double[] x = new double[block.Dimension], y = new double[block.Dimension], diagonal = new double[block.Dimension];
            random.FillNormal<double>(x);
            block.Multiply(x, y);
            block.Diagonal(diagonal);
            double trace = 0, squares = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double product = 0;
                for (int j = 0; j < x.Length; j++)
                {
                    product += dense[i, j] * x[j];
                    squares += dense[i, j] * dense[i, j];
                }

                trace += dense[i, i];
                Assert.Equal(product, y[i], 1e-12 * block.Trace);
                Assert.Equal(dense[i, i], diagonal[i], 1e-14 * block.Trace);
            }

            Assert.Equal(trace, block.Trace, 1e-13 * trace);
            Assert.Equal(Math.Sqrt(squares), block.FrobeniusNorm, 1e-13 * trace);
        }
    }

    [Fact]
    public void Balance_damps_both_factors_in_proportion_to_their_mean_eigenvalues()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            KroneckerFactored<double> block = Draw(1 + random.NextInteger(7), 1 + random.NextInteger(7), ref random);
            double π = block.Balance, input = 0, output = 0;
            for (int i = 0; i < block.InputFactor.Rows; i++) input += block.InputFactor[i, i] / block.InputFactor.Rows;
            for (int i = 0; i < block.OutputFactor.Rows; i++) output += block.OutputFactor[i, i] / block.OutputFactor.Rows;
            Assert.Equal(π / input, 1 / π / output, 1e-12 * π / input);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(double.NaN, 1)]
    public void Balance_is_one_where_a_factor_has_no_positive_finite_trace(double input, double output)
    {
        KroneckerFactored<double> block = new(1, 1);
        (block.InputFactor[0, 0], block.OutputFactor[0, 0]) = (input, output);
        Assert.Equal(1, block.Balance);
    }

    private static KroneckerFactored<double> Draw(int inputs, int outputs, ref RandomSequence random)
    {
        KroneckerFactored<double> block = new(inputs, outputs);
        foreach (Matrix<double> factor in (ReadOnlySpan<Matrix<double>>)[block.InputFactor, block.OutputFactor])
        {
            double[,] root = new double[factor.Rows, factor.Rows];
            for (int i = 0; i < root.Length; i++) root[i / factor.Rows, i % factor.Rows] = random.NextNormal();
            double[,] product = Dense.Multiply(root, Dense.Transpose(root));
            for (int i = 0; i < root.Length; i++) factor[i / factor.Rows, i % factor.Rows] = product[i / factor.Rows, i % factor.Rows];
        }

        return block;
    }

    private static double[,] ToArray(Matrix<double> matrix)
    {
        double[,] result = new double[matrix.Rows, matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
            for (int j = 0; j < matrix.Columns; j++)
                result[i, j] = matrix[i, j];
        return result;
    }
}
