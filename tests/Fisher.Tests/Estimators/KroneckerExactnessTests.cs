using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Estimators;

/// <summary>Where B ⊗ A is the block of the Fisher information itself, by labels in exact expectation, and where it is not.</summary>
public sealed class KroneckerExactnessTests
{
    private const double Tolerance = 1e-11;

    private static readonly ActivationFunction[] Smooth = [ActivationFunctions.HyperbolicTangent, ActivationFunctions.LogisticSigmoid, ActivationFunctions.Softplus, ActivationFunctions.ExponentialLinear];

    private static Likelihood[] AllFamilies => [Likelihood.Categorical(3), Likelihood.Normal(2, 0.4), Likelihood.Bernoulli(2), Likelihood.Poisson(2)];

    [Fact]
    public void Every_block_of_a_deep_linear_network_with_squared_error_is_exact_on_any_data()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Problem problem = Problem.Chain(Likelihood.Normal(2, 0.4), new Activation(ActivationFunctions.Identity), 1 + (seed % 4), [3, 2], 6, seed, hasBias: seed % 2 == 0);
            Assert.All(Errors(problem), error => Assert.InRange(error, 0, Tolerance));
        }
    }

    [Fact]
    public void Every_block_is_exact_on_a_single_example_whatever_activation_and_family()
    {
        int seed = 0;
        foreach (ActivationFunction activation in ActivationFunctions.All)
        {
            foreach (Likelihood likelihood in AllFamilies)
                Assert.All(Errors(Problem.Chain(likelihood, new Activation(activation), 3, [4, 3], 1, seed++)), error => Assert.InRange(error, 0, Tolerance));
        }
    }

    [Fact]
    public void The_last_block_of_any_network_with_squared_error_is_exact()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Problem problem = Problem.Chain(Likelihood.Normal(3, 0.8), new Activation(Smooth[seed % Smooth.Length]), 2, [4, 3], 7, seed);
            Assert.InRange(Errors(problem)[^1], 0, Tolerance);
        }
    }

    [Fact]
    public void Blocks_of_a_deep_linear_network_with_softmax_are_not_exact()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Problem problem = Problem.Chain(Likelihood.Categorical(3), new Activation(ActivationFunctions.Identity), 2, [3], 6, seed);
            Assert.All(Errors(problem), error => Assert.InRange(error, 1e-3, double.PositiveInfinity));
        }
    }

    [Fact]
    public void Hidden_blocks_of_a_network_that_bends_are_not_exact_even_with_squared_error()
    {
        for (int seed = 0; seed < 8; seed++)
            Assert.InRange(Errors(Problem.Chain(Likelihood.Normal(2), new Activation(ActivationFunctions.HyperbolicTangent), 2, [3], 6, seed))[0], 1e-3, double.PositiveInfinity);
    }

    /// <summary>Where the block is not exact, it is for the independence assumed of A and B, not for either of them.</summary>
    [Fact]
    public void Each_factor_is_the_mean_over_examples_of_its_own_product()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Likelihood likelihood = AllFamilies[seed % 4];
            Problem problem = Problem.Chain(likelihood, new Activation(Smooth[seed % Smooth.Length]), 3, [4], 5, seed).PullBackRoots();
            foreach (ParameterBlock block in problem.Model.Network.Blocks)
            {
                // ∂h/∂bias is ∂h/∂z, so the rows of J at the bias are the cotangents of the block.
                double[,] expected = new double[block.Outputs, block.Outputs];
                Matrix<double> covariance = new(likelihood.Dimension, likelihood.Dimension);
                foreach (double[] input in problem.Inputs)
                {
                    (double[][] jacobian, double[] natural) = ExactFisher.Jacobian(problem.Model, input);
                    likelihood.Covariance(natural, covariance);
                    for (int i = 0; i < block.Outputs; i++)
                        for (int j = 0; j < block.Outputs; j++)
                            for (int a = 0; a < likelihood.Dimension; a++)
                                for (int b = 0; b < likelihood.Dimension; b++)
                                    expected[i, j] += jacobian[a][block.Second!.Offset + i] * covariance[a, b] * jacobian[b][block.Second!.Offset + j] / problem.Inputs.Length;
                }

                Assert.True(Close.Holds(expected, problem.Estimate(block).OutputFactor, Tolerance), $"B of {block.Name}, seed {seed}");
            }
        }
    }

    // Each entry is compared at 5.5 standard errors estimated from 3000 draws: over 64 entries a false alarm in 400,000 seeds.
    [Fact]
    public void Sampled_labels_average_to_labels_in_exact_expectation()
    {
        const int draws = 3000;
        foreach (Likelihood likelihood in AllFamilies)
        {
            Problem problem = Problem.Chain(likelihood, new Activation(ActivationFunctions.HyperbolicTangent), 2, [4], 5, seed: 3);
            ParameterBlock block = problem.Model.Network.Blocks[0];
            double[] exact = problem.PullBackRoots().Estimate(block).OutputFactor.AsSpan().ToArray(), sum = new double[16], squares = new double[16];
            RandomStream stream = RandomStream.FromSeed(11);
            for (int draw = 0; draw < draws; draw++)
            {
                Span<double> sampled = problem.PullBackSamples(stream.Split(draw)).Estimate(block).OutputFactor.AsSpan();
                for (int i = 0; i < 16; i++)
                {
                    double deviation = sampled[i] - exact[i];
                    sum[i] += deviation;
                    squares[i] += deviation * deviation;
                }
            }

            for (int i = 0; i < 16; i++) Assert.InRange(sum[i] / Math.Sqrt(squares[i]), -5.5, 5.5);
        }
    }

    [Fact]
    public void The_datas_own_labels_give_the_empirical_Fisher_of_a_single_example_and_not_the_Fisher_information()
    {
        for (int seed = 0; seed < 6; seed++)
        {
            Likelihood likelihood = Likelihood.Categorical(3);
            Problem problem = Problem.Chain(likelihood, new Activation(ActivationFunctions.HyperbolicTangent), 2, [3], 1, seed);
            Matrix<double> outcomes = new(1, 1);
            outcomes[0, 0] = seed % 3;
            problem.PullBackData(outcomes);

            (double[][] jacobian, double[] natural) = ExactFisher.Jacobian(problem.Model, problem.Inputs[0]);
            double[] mean = new double[3], score = new double[problem.Model.Parameters.Length];
            likelihood.Mean(natural, mean);
            for (int i = 0; i < score.Length; i++)
                for (int a = 0; a < 3; a++)
                    score[i] += ((a == seed % 3 ? 1 : 0) - mean[a]) * jacobian[a][i];
            double[,] empirical = new double[score.Length, score.Length], fisher = ExactFisher.Matrix(problem.Model, problem.Inputs);
            for (int i = 0; i < score.Length; i++)
                for (int j = 0; j < score.Length; j++)
                    empirical[i, j] = score[i] * score[j];
            foreach (ParameterBlock block in problem.Model.Network.Blocks)
            {
                Assert.True(Close.Holds(ExactFisher.Block(empirical, block), problem.Estimate(block).ToDense(), Tolerance), block.Name);
                Assert.False(Close.Holds(ExactFisher.Block(fisher, block), problem.Estimate(block).ToDense(), 1e-2), block.Name);
            }
        }
    }

    // The largest difference in each block relative to its largest entry.
    private static double[] Errors(Problem problem)
    {
        problem.PullBackRoots();
        double[,] fisher = ExactFisher.Matrix(problem.Model, problem.Inputs);
        List<double> errors = [];
        foreach (ParameterBlock block in problem.Model.Network.Blocks)
        {
            double[,] expected = ExactFisher.Block(fisher, block);
            Matrix<double> actual = problem.Estimate(block).ToDense();
            Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.Rows, actual.Columns));
            double largest = 0, difference = 0;
            for (int i = 0; i < actual.Rows; i++)
            {
                for (int j = 0; j < actual.Columns; j++)
                {
                    largest = Math.Max(largest, Math.Abs(expected[i, j]));
                    difference = Math.Max(difference, Math.Abs(expected[i, j] - actual[i, j]));
                }
            }

            // A rectifier may be off for the whole block.
            errors.Add(largest == 0 ? difference : difference / largest);
        }

        return [.. errors];
    }
}
