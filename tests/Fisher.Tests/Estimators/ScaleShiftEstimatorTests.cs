using Neuromanifold.Fisher.Estimators;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests.Estimators;

public sealed class ScaleShiftEstimatorTests
{
    /// <summary>Under running statistics examples do not touch one another, so the diagonal of the whole matrix is at hand.</summary>
    [Fact]
    public void With_labels_in_exact_expectation_it_is_the_diagonal_of_the_Fisher_information_on_any_data()
    {
        Likelihood[] families = [Likelihood.Categorical(3), Likelihood.Normal(2, 0.4), Likelihood.Bernoulli(2), Likelihood.Poisson(2)];
        for (int seed = 0; seed < 8; seed++)
        {
            Likelihood likelihood = families[seed % 4];
            Problem problem = new(
                likelihood,
                builder =>
                {
                    builder.Add("fc1", new Dense(4));
                    builder.Add("act1", new Activation(ActivationFunctions.HyperbolicTangent));
                    builder.Add("bn1", new BatchNormalisation());
                    return builder.Add("fc2", new Dense(likelihood.Dimension));
                },
                3,
                6,
                seed);
            problem.Model.Statistics.Span.Fill(0.8);
            problem.Model.Network.Forward(problem.Workspace, problem.Model.Parameters.Span, problem.Model.Statistics.Span, PassContext.Inference);
            problem.PullBackRoots();
            ParameterBlock block = problem.Model.Network.Blocks.Single(block => block.Kind == BlockKind.ScaleAndShift);
            ScaleShiftEstimator<double> estimator = new(block.Outputs, 1);
            estimator.Observe(SingleProcess.Instance, problem.Workspace.BlockInputs(block), problem.Workspace.BlockCotangents(block));
            estimator.Absorb(6, 0);

            double[,] fisher = ExactFisher.Matrix(problem.Model, problem.Inputs);
            for (int j = 0; j < block.Outputs; j++)
            {
                int scale = block.First.Offset + j, shift = block.Second!.Offset + j;
                Assert.Equal(fisher[scale, scale], estimator.Diagonal.Span[j], 1e-12 * fisher[scale, scale]);
                Assert.Equal(fisher[shift, shift], estimator.Diagonal.Span[block.Outputs + j], 1e-12 * fisher[shift, shift]);
            }
        }
    }

    [Fact]
    public void Members_sums_are_added_and_the_past_is_kept_by_weight()
    {
        ScaleShiftEstimator<double> estimator = new(1, 2);
        using ThreadTeam team = new(2);
        Matrix<double> input = new(1, 1, [2]);
        for (int batch = 0; batch < 2; batch++)
        {
            double δ = 1 + batch;
            team.Run(member => estimator.Observe(member, input, new Matrix<double>(1, 1, [δ * (1 + member.Rank)])));
            estimator.Absorb(2, batch == 0 ? 0 : 0.25);
        }

        // Means of δ² are (1 + 4)/2 and (4 + 16)/2.
        double expected = (0.25 * 2.5) + (0.75 * 10);
        Assert.Equal(4 * expected, estimator.Diagonal.Span[0], 1e-14);
        Assert.Equal(expected, estimator.Diagonal.Span[1], 1e-14);
    }

    [Fact]
    public void Cotangents_of_one_example_all_meet_its_own_input()
    {
        RandomSequence random = RandomStream.FromSeed(1).From();
        Matrix<double> inputs = new(3, 2), cotangents = new(6, 2);
        random.FillNormal(inputs.AsSpan());
        random.FillNormal(cotangents.AsSpan());
        ScaleShiftEstimator<double> estimator = new(2, 1);
        estimator.Observe(SingleProcess.Instance, inputs, cotangents);
        estimator.Absorb(3, 0);
        for (int j = 0; j < 2; j++)
        {
            double scale = 0;
            for (int k = 0; k < 2; k++)
                for (int i = 0; i < 3; i++)
                    scale += Math.Pow(cotangents[(k * 3) + i, j] * inputs[i, j], 2) / 3;
            Assert.Equal(scale, estimator.Diagonal.Span[j], 1e-14);
        }
    }
}
