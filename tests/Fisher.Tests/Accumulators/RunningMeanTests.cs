using Neuromanifold.Data.Datasets;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.References.Optimisers;

namespace Neuromanifold.Fisher.Tests.Accumulators;

public sealed class RunningMeanTests
{
    [Fact]
    public void Factors_are_running_averages_of_mean_outer_products_over_all_members()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int inputs = 1 + random.NextInteger(6), outputs = 1 + random.NextInteger(6), members = 1 + (seed % 3), cotangents = 1 + random.NextInteger(3);
            bool hasBias = seed % 2 == 0;
            Network network = Alone(inputs, new Dense(outputs, hasBias));
            KroneckerMean<double> mean = new(network.Blocks[0], members);
            Workspace<double>[] workspaces = [.. Enumerable.Range(0, members).Select(_ => Room(network, 9, cotangents))];
            using ThreadTeam team = new(members);
            double[,]? a = null, b = null;
            for (int batch = 0; batch < 3; batch++)
            {
                // With fewer examples than members, some have none.
                int examples = 1 + random.NextInteger(9);
                double keep = batch == 0 ? 0 : random.NextUniform();
                double[][] x = Rows(examples, inputs, ref random);
                double[][][] δ = [.. Enumerable.Range(0, cotangents).Select(_ => Rows(examples, outputs, ref random))];
                team.Run(member =>
                {
                    (int start, int count) = member.Share(examples);
                    Load(workspaces[member.Rank], x[start..(start + count)], [.. δ.SelectMany(rows => rows[start..(start + count)])]);
                    mean.Observe(member, workspaces[member.Rank]);
                    member.Barrier();
                    mean.Absorb(member, examples, keep);
                });
                double[][] seen = hasBias ? [.. x.Select(row => (double[])[.. row, 1])] : x;
                a = KroneckerTwin.Average(a, KroneckerTwin.Factor(seen, seen[0].Length, examples), keep);
                b = KroneckerTwin.Average(b, KroneckerTwin.Factor([.. δ.SelectMany(rows => rows)], outputs, examples), keep);
                Assert.True(Close.Holds(a, mean.Factors.InputFactor, 1e-13), $"A, seed {seed}");
                Assert.True(Close.Holds(b, mean.Factors.OutputFactor, 1e-13), $"B, seed {seed}");
            }
        }
    }

    [Fact]
    public void A_first_estimate_overwrites_whatever_the_factors_held()
    {
        Network network = Alone(1, new Dense(1, false));
        KroneckerMean<double> mean = new(network.Blocks[0], 1);
        mean.Factors.InputFactor[0, 0] = double.NaN;
        Workspace<double> workspace = Room(network, 1, 1);
        Load(workspace, [[2]], [[3]]);
        mean.Observe(SingleProcess.Instance, workspace);
        mean.Absorb(SingleProcess.Instance, 1, 0);
        Assert.Equal((4, 9), (mean.Factors.InputFactor[0, 0], mean.Factors.OutputFactor[0, 0]));
    }

    /// <summary>Under running statistics examples do not touch one another, so the diagonal of the whole matrix is at hand.</summary>
    [Fact]
    public void Squares_of_scale_and_shift_with_labels_in_expectation_are_the_diagonal_of_the_Fisher_information()
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
            double[,] fisher = ExactFisher.Matrix(problem.Model, problem.Inputs);
            foreach (ParameterBlock block in problem.Model.Network.Blocks)
            {
                RunningMean<double> squares = new(1, () => new SquaredGradients<double>(block));
                squares.Observe(SingleProcess.Instance, problem.Workspace);
                squares.Absorb(SingleProcess.Instance, 6, 0);
                bool isAffine = block.Kind == BlockKind.Affine;
                for (int j = 0; j < block.Outputs; j++)
                {
                    int weight = block.First.Offset + (j * block.Inputs), bias = block.Second!.Offset + j;
                    Assert.Equal(fisher[weight, weight], isAffine ? squares.Value[j, 0] : squares.Value[0, j], 1e-12 * fisher[weight, weight]);
                    Assert.Equal(fisher[bias, bias], isAffine ? squares.Value[j, block.Inputs] : squares.Value[1, j], 1e-12 * fisher[bias, bias]);
                }
            }
        }
    }

    [Fact]
    public void Members_sums_are_added_and_the_past_is_kept_by_weight()
    {
        Network network = Alone(1, new Dense(1));
        RunningMean<double> mean = new(2, () => new SquaredGradients<double>(network.Blocks[0]));
        Workspace<double>[] workspaces = [Room(network, 1, 1), Room(network, 1, 1)];
        using ThreadTeam team = new(2);
        for (int batch = 0; batch < 2; batch++)
        {
            double δ = 1 + batch, keep = batch == 0 ? 0 : 0.25;
            team.Run(member =>
            {
                Load(workspaces[member.Rank], [[2]], [[δ * (1 + member.Rank)]]);
                mean.Observe(member, workspaces[member.Rank]);
                member.Barrier();
                mean.Absorb(member, 2, keep);
            });
        }

        // Means of δ² are (1 + 4)/2 and (4 + 16)/2.
        double expected = (0.25 * 2.5) + (0.75 * 10);
        Assert.Equal(4 * expected, mean.Value[0, 0], 1e-14);
        Assert.Equal(expected, mean.Value[0, 1], 1e-14);
    }

    [Fact]
    public void Cotangents_of_one_example_all_meet_its_own_input()
    {
        RandomSequence random = RandomStream.FromSeed(1).From();
        double[][] inputs = Rows(3, 2, ref random), cotangents = Rows(6, 2, ref random);
        Network network = Alone(2, new Dense(2));
        Workspace<double> workspace = Room(network, 3, 2);
        Load(workspace, inputs, cotangents);
        RunningMean<double> mean = new(1, () => new SquaredGradients<double>(network.Blocks[0]));
        mean.Observe(SingleProcess.Instance, workspace);
        mean.Absorb(SingleProcess.Instance, 3, 0);
        for (int j = 0; j < 2; j++)
        {
            double expected = 0;
            for (int k = 0; k < 2; k++)
                for (int i = 0; i < 3; i++)
                    expected += Math.Pow(cotangents[(k * 3) + i][j] * inputs[i][j], 2) / 3;
            Assert.Equal(expected, mean.Value[j, j], 1e-14);
        }
    }

    private static Network Alone(int width, Dense layer)
    {
        NetworkBuilder builder = new(new Shape(width));
        builder.Add("fc", layer);
        return builder.Build();
    }

    private static Workspace<double> Room(Network network, int examples, int cotangents) =>
        new(network, new WorkspaceOptions(examples) { Cotangents = cotangents, KeepsBlocks = true });

    private static void Load(Workspace<double> workspace, double[][] inputs, double[][] cotangents)
    {
        double[] parameters = new double[workspace.Network.Parameters.Length];
        workspace.Examples = inputs.Length;
        for (int i = 0; i < inputs.Length; i++) inputs[i].CopyTo(workspace.Input.Row(i));
        workspace.Network.Forward(workspace, parameters, [], PassContext.Inference);
        for (int row = 0; row < cotangents.Length; row++) cotangents[row].CopyTo(workspace.OutputCotangent.Row(row));
        workspace.Network.Backward(workspace, parameters, [], []);
    }

    private static double[][] Rows(int rows, int width, ref RandomSequence random)
    {
        double[][] result = [.. Enumerable.Range(0, rows).Select(_ => new double[width])];
        foreach (double[] row in result) random.FillNormal<double>(row);
        return result;
    }
}
