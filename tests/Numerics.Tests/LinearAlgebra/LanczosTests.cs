using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Tests.LinearAlgebra;

public sealed class LanczosTests
{
    [Theory, InlineData(1), InlineData(7), InlineData(60)]
    public void A_full_run_finds_all_eigenvalues(int order)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            (Dense matrix, double[] eigenvalues, double[] start) = Problem(order, seed);
            RitzDecomposition ritz = Lanczos.Decompose<double>(matrix, start, order + 5);
            Assert.True(ritz.IsInvariant);
            Assert.Equal(order, ritz.Values.Count);
            for (int k = 0; k < order; k++) Assert.Equal(eigenvalues[k], ritz.Values[k], 1e-11 * order);
        }
    }

    [Fact]
    public void An_eigenvalue_lies_within_the_residual_of_each_Ritz_value()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            (Dense matrix, double[] eigenvalues, double[] start) = Problem(50, seed);
            RitzDecomposition ritz = Lanczos.Decompose<double>(matrix, start, 3 + seed);
            Assert.False(ritz.IsInvariant);
            for (int k = 0; k < ritz.Values.Count; k++)
                Assert.True(eigenvalues.Min(eigenvalue => Math.Abs(eigenvalue - ritz.Values[k])) <= ritz.Residuals[k] + 1e-11);
        }
    }

    [Fact]
    public void Weights_are_exact_for_moments_below_twice_the_steps()
    {
        const int steps = 4;
        for (int seed = 0; seed < 10; seed++)
        {
            (Dense matrix, _, double[] start) = Problem(30, seed);
            RitzDecomposition ritz = Lanczos.Decompose<double>(matrix, start, steps);
            double[] power = [.. start], next = new double[30];
            double square = start.Sum(value => value * value);
            for (int degree = 0; degree < 2 * steps; degree++)
            {
                int exponent = degree;
                double expected = start.Zip(power, (left, right) => left * right).Sum() / square, found = ritz.Integrate(value => Math.Pow(value, exponent));
                Assert.Equal(expected, found, 1e-11 * Math.Pow(20, degree));
                matrix.Multiply(power, next);
                next.CopyTo(power, 0);
            }
        }
    }

    [Fact]
    public void A_start_in_an_invariant_space_ends_there()
    {
        Dense matrix = new(new(5, 5));
        for (int k = 0; k < 5; k++) matrix.Values[k, k] = k + 1;
        RitzDecomposition ritz = Lanczos.Decompose<double>(matrix, [0, 1, 0, 1, 0], 5);
        Assert.True(ritz.IsInvariant);
        Assert.Equal(2, ritz.Values.Count);
        Assert.Equal(2, ritz.Values[0], 1e-14);
        Assert.Equal(4, ritz.Values[1], 1e-14);
        Assert.Equal(0.5, ritz.Weights[0], 1e-14);
    }

    [Fact]
    public void Bad_starts_are_refused()
    {
        Dense matrix = new(new(3, 3));
        Assert.Throws<ArgumentException>(() => Lanczos.Decompose<double>(matrix, new double[3], 2));
        Assert.Throws<ArgumentException>(() => Lanczos.Decompose<double>(matrix, [1, 2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lanczos.Decompose<double>(matrix, [1, 2, 3], 0));
        Assert.Throws<NumericalException>(() => Lanczos.Decompose<double>(matrix, [1, double.NaN, 3], 2));
    }

    private static (Dense Matrix, double[] Eigenvalues, double[] Start) Problem(int order, int seed)
    {
        RandomSequence random = RandomStream.FromSeed(seed).From();
        Matrix<double> matrix = new(order, order), copy = new(order, order);
        double[] start = new double[order], eigenvalues = new double[order];
        random.FillNormal<double>(start);
        random.FillNormal(copy.AsSpan());
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++) matrix[i, j] = copy[i, j] + copy[j, i];
        }

        matrix.AsSpan().CopyTo(copy.AsSpan());
        SymmetricEigen.Decompose<double>(copy, eigenvalues);
        return (new(matrix), eigenvalues, start);
    }

    private sealed record Dense(Matrix<double> Values) : ILinearOperator<double>
    {
        public int Dimension => Values.Rows;

        public void Multiply(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = 0;
                for (int j = 0; j < x.Length; j++) y[i] += Values[i, j] * x[j];
            }
        }
    }
}
