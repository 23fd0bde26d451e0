using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tests.Blas;
using Neuromanifold.References.LinearAlgebra;

namespace Neuromanifold.Numerics.Tests.LinearAlgebra;

/// <summary>Systems in lanes against a plain solve of each alone, at orders that do and do not fill the tiles.</summary>
public sealed class CholeskyLanesTests
{
    private static readonly int s_width = CholeskyLanes<double>.Width;

    [Fact]
    public void Every_lane_is_solved_as_it_would_be_alone()
    {
        for (int order = 1; order <= 21; order++)
        {
            RandomSequence random = RandomStream.FromSeed(order).From();
            double[][,] matrices = [.. Enumerable.Range(0, s_width).Select(_ => Definite(order, ref random))];
            CholeskyLanes<double> lanes = new(order);
            double[] solution = new double[order * s_width];
            Fill(lanes, matrices);
            for (int i = 0; i < solution.Length; i++) solution[i] = random.NextNormal();
            double[] given = [.. solution];

            Assert.Equal(0ul, lanes.Factor());
            lanes.Solve(solution);

            for (int lane = 0; lane < s_width; lane++)
            {
                double[,] column = new double[order, 1];
                for (int i = 0; i < order; i++) column[i, 0] = given[(i * s_width) + lane];
                double[,] expected = Dense.Solve(matrices[lane], column);
                for (int i = 0; i < order; i++) Assert.Equal(expected[i, 0], solution[(i * s_width) + lane], 1e-9 * (1 + Math.Abs(expected[i, 0])));
            }
        }
    }

    [Fact]
    public void In_single_precision_too()
    {
        const int order = 37;
        RandomSequence random = RandomStream.FromSeed(5).From();
        int width = CholeskyLanes<float>.Width;
        double[][,] matrices = [.. Enumerable.Range(0, width).Select(_ => Definite(order, ref random))];
        CholeskyLanes<float> lanes = new(order);
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                for (int lane = 0; lane < width; lane++) lanes.Row(i)[(j * width) + lane] = (float)matrices[lane][i, j];
            }
        }

        float[] ones = [.. Enumerable.Repeat(1f, order * width)];
        Assert.Equal(0ul, lanes.Factor());
        lanes.Solve(ones);
        for (int lane = 0; lane < width; lane++)
        {
            for (int i = 0; i < order; i++)
            {
                double product = Enumerable.Range(0, order).Sum(j => matrices[lane][i, j] * ones[(j * width) + lane]);
                Assert.Equal(1, product, 1e-3);
            }
        }
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_lane_that_fails_is_told_and_leaves_the_others_alone(double pivot)
    {
        foreach (int order in new[] { 3, 8, 11 })
        {
            for (int bad = 0; bad < s_width; bad++)
            {
                RandomSequence random = RandomStream.FromSeed(bad).From();
                double[][,] matrices = [.. Enumerable.Range(0, s_width).Select(_ => Definite(order, ref random))];
                double[] right = [.. Enumerable.Repeat(1.0, order * s_width)], wrong = [.. right];
                CholeskyLanes<double> whole = new(order), broken = new(order);
                Fill(whole, matrices);
                matrices[bad][order - 2, order - 2] = pivot;
                Fill(broken, matrices);

                Assert.Equal(0ul, whole.Factor());
                Assert.Equal(1ul << bad, broken.Factor());
                whole.Solve(right);
                broken.Solve(wrong);
                for (int i = 0; i < right.Length; i++)
                {
                    if (i % s_width != bad) Assert.Equal(right[i], wrong[i]);
                }
            }
        }
    }

    [Fact]
    public void A_right_hand_side_of_another_length_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CholeskyLanes<double>(3).Solve(new double[3]));

    private static double[,] Definite(int order, ref RandomSequence random)
    {
        double[,] root = new double[order, order];
        for (int i = 0; i < order * order; i++) root[i / order, i % order] = random.NextNormal();
        double[,] matrix = Dense.Multiply(root, Dense.Transpose(root));
        for (int i = 0; i < order; i++) matrix[i, i] += 0.5;
        return matrix;
    }

    private static void Fill(CholeskyLanes<double> lanes, double[][,] matrices)
    {
        for (int i = 0; i < matrices[0].GetLength(0); i++)
        {
            for (int j = 0; j <= i; j++)
            {
                for (int lane = 0; lane < s_width; lane++) lanes.Row(i)[(j * s_width) + lane] = matrices[lane][i, j];
            }
        }
    }
}
