using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.Composition;

/// <summary>Graphs with everything in them: chains, residual additions, fan-out, views, normalisation and dropout.</summary>
internal static class RandomNetworks
{
    public static Network Draw(ref RandomSequence random, IReadOnlyList<ActivationFunction> activations, bool withNoise = true)
    {
        int width = 1 + random.NextInteger(6);
        NetworkBuilder builder = new(new Shape(2, width));
        Node last = builder.Add("flatten", new Flatten());
        int depth = 1 + random.NextInteger(5);
        for (int i = 0; i < depth; i++)
        {
            last = builder.Add($"fc{i}", new Dense(1 + random.NextInteger(7), hasBias: random.NextInteger(4) > 0), last);
            if (random.NextInteger(3) == 0) last = builder.Add($"bn{i}", new BatchNormalisation(), last);
            Node entry = last;
            last = builder.Add($"act{i}", new Activation(activations[random.NextInteger(activations.Count)]), last);
            if (withNoise && random.NextInteger(3) == 0) last = builder.Add($"drop{i}", new Dropout(0.3), last);
            if (random.NextInteger(2) == 0) last = builder.Add($"add{i}", new Addition(), entry, last);
            if (random.NextInteger(4) == 0) last = builder.Add($"twice{i}", new Addition(), last, last);
        }

        builder.Add("out", new Dense(1 + random.NextInteger(4)), last);
        return builder.Build();
    }

    public static double[] Parameters(Network network, ref RandomSequence random)
    {
        double[] parameters = new double[network.Parameters.Length];
        random.FillUniform<double>(parameters, -1, 1);
        return parameters;
    }

    public static double[] Statistics(Network network)
    {
        double[] statistics = new double[network.Statistics.Length];
        WeightInitialisation.He.Fill<double>(network.Statistics, statistics, RandomStream.FromSeed(0));
        return statistics;
    }
}
