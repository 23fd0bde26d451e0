using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.Composition;

/// <summary>Graphs with everything in them: chains, sums of near and far, of a node with itself, fan-out, views, normalisation and dropout.</summary>
internal static class RandomNetworks
{
    public static Network Draw(ref RandomSequence random, IReadOnlyList<ActivationFunction> activations, bool withNoise = true)
    {
        NetworkBuilder builder = new(new Shape(2, 1 + random.NextInteger(6)));
        List<Node> nodes = [builder.Add("flatten", new Flatten())];
        HashSet<Node> read = [];
        int steps = 2 + random.NextInteger(12);
        for (int i = 0; i < steps; i++)
        {
            // Mostly a chain, at times a branch from further back.
            Node from = random.NextInteger(3) > 0 ? nodes[^1] : nodes[random.NextInteger(nodes.Count)];
            Node[] partners = [.. nodes.Where(node => node.Width == from.Width)];
            Node partner = partners[random.NextInteger(partners.Length)];
            nodes.Add(random.NextInteger(8) switch
            {
                0 or 1 => Add($"fc{i}", new Dense(1 + random.NextInteger(20), hasBias: random.NextInteger(4) > 0), from),
                2 or 3 => Add($"act{i}", new Activation(activations[random.NextInteger(activations.Count)]), from),
                4 => Add($"bn{i}", new BatchNormalisation(), from),
                5 when withNoise => Add($"drop{i}", new Dropout(0.3), from),
                6 => Add($"view{i}", new Flatten(), from),
                _ => Add($"sum{i}", new Addition(), from, partner),
            });
        }

        Node[] loose = [.. nodes.Where(node => !read.Contains(node))];
        int outputs = 1 + random.NextInteger(4);
        Node last = Add("out", new Dense(outputs), loose[0]);
        for (int i = 1; i < loose.Length; i++) last = Add($"join{i}", new Addition(), Add($"end{i}", new Dense(outputs), loose[i]), last);
        if (random.NextInteger(3) == 0) Add("view", new Flatten(), last);
        return builder.Build();

        Node Add(string name, Layer layer, params ReadOnlySpan<Node> inputs)
        {
            foreach (Node input in inputs) read.Add(input);
            return builder.Add(name, layer, inputs);
        }
    }

    /// <summary>Weights that keep activations of order one through any depth, and no bias nor scale at its start.</summary>
    public static double[] Parameters(Network network, ref RandomSequence random)
    {
        double[] parameters = new double[network.Parameters.Length];
        foreach (TensorSlot slot in network.Parameters.Slots)
        {
            double spread = slot.Initialisation is TensorInitialisation.Weights weights ? Math.Sqrt(3.0 / weights.FanIn) : 1;
            random.FillUniform(slot.In(parameters.AsSpan()), -spread, spread);
        }

        return parameters;
    }

    /// <summary>Means about zero and variances about one.</summary>
    public static double[] Statistics(Network network)
    {
        double[] statistics = new double[network.Statistics.Length];
        WeightInitialisation.He.Fill<double>(network.Statistics, statistics, RandomStream.FromSeed(0));
        RandomSequence random = RandomStream.FromSeed(1).From();
        foreach (ref double value in statistics.AsSpan()) value += random.NextUniform() - 0.5;
        return statistics;
    }
}
