using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.References.Networks;

namespace Neuromanifold.Networks.Tests.Composition;

public sealed class OutputTests
{
    private const int Graphs = 200, Capacity = 7;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Outputs_of_random_graphs_are_those_of_the_textbook(bool training)
    {
        for (int seed = 0; seed < Graphs; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            Network network = RandomNetworks.Draw(ref random, ActivationFunctions.All, withNoise: !training);
            double[] parameters = RandomNetworks.Parameters(network, ref random), statistics = RandomNetworks.Statistics(network);
            int examples = 1 + random.NextInteger(Capacity);
            double[][] inputs = [.. Enumerable.Range(0, examples).Select(_ => new double[network.InputWidth])];
            foreach (double[] input in inputs) random.FillNormal<double>(input);
            double[][] expected = Evaluate(network, parameters, statistics, inputs, training);

            Workspace<double> workspace = new(network, new WorkspaceOptions(Capacity)) { Examples = examples };
            inputs.SelectMany(row => row).ToArray().CopyTo(workspace.Input.AsSpan());
            PassContext context = training ? PassContext.Training(RandomStream.FromSeed(seed), SingleProcess.Instance, 0, examples) : PassContext.Inference;
            network.Forward<double>(workspace, parameters, statistics, context);
            for (int i = 0; i < examples; i++)
            {
                for (int j = 0; j < network.OutputWidth; j++)
                    Assert.True(Math.Abs(expected[i][j] - workspace.Output[i, j]) <= 1e-10 * (1 + Math.Abs(expected[i][j])), $"seed {seed}: expected {expected[i][j]}, found {workspace.Output[i, j]}");
            }
        }
    }

    private static double[][] Evaluate(Network network, double[] parameters, double[] statistics, double[][] inputs, bool training)
    {
        List<double[][]> values = [inputs];
        foreach (Node node in network.Nodes.Skip(1))
        {
            double[][] x = values[node.Inputs[0]];
            double[][] tensors = [.. node.Parameters.Select(slot => slot.In<double>(parameters).ToArray())];
            double[][] running = [.. node.Statistics.Select(slot => slot.In<double>(statistics).ToArray())];
            values.Add(node.Layer switch
            {
                Dense => LayerTwins.Dense(x, tensors[0], tensors.ElementAtOrDefault(1)),
                Activation activation => LayerTwins.Apply(x, ActivationTwins.ByName[activation.Function.Name]),
                BatchNormalisation => training ? LayerTwins.NormaliseByBatch(x, tensors[0], tensors[1]) : LayerTwins.Normalise(x, tensors[0], tensors[1], running[0], running[1]),
                Addition => LayerTwins.Sum(x, values[node.Inputs[1]]),
                Flatten or Dropout => x,
                _ => throw new InvalidOperationException($"There is no twin of {node.Layer!.Kind}."),
            });
        }

        return values[^1];
    }
}
