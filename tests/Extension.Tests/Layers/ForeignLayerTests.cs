using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Extension.Tests.Layers;

public sealed class ForeignLayerTests
{
    [Fact]
    public void A_layer_from_outside_is_trained_by_natural_gradient()
    {
        Network network = Build();
        Model<double> model = Model<double>.Initialise(network, new CategoricalLikelihood(2), WeightInitialisation.Glorot, RandomStream.FromSeed(3));
        using ThreadTeam team = new(2);
        KroneckerFactoredNaturalGradient<double> optimiser = new(network, new KroneckerFactoredOptions { DivergenceLimit = 1 }, team.Size);
        DataParallelSteps<double> steps = new(model, optimiser, team, 40);
        int[] batch = [.. Enumerable.Range(0, 40)];
        double first = steps.Take(new Sides(), batch, 0, 0.1, RandomStream.FromSeed(0)).NegativeLogLikelihood, last = first;
        for (int step = 1; step < 100; step++) last = steps.Take(new Sides(), batch, step, 0.1, RandomStream.FromSeed(step)).NegativeLogLikelihood;
        Assert.True(last < 0.3 * first, $"from {first} to {last}");
        Assert.NotEqual(1, network.Parameters["gain.gain"].In<double>(model.Parameters.Span)[0]);
    }

    private static Network Build()
    {
        NetworkBuilder builder = new(new Shape(2));
        builder.Add("gain", new Gain());
        builder.Add("fc1", new Dense(4));
        builder.Add("act1", new Activation(ActivationFunctions.HyperbolicTangent));
        builder.Add("gain2", new Gain());
        builder.Add("fc2", new Dense(2));
        return builder.Build();
    }

    /// <summary>Points labelled by the sign of their first coordinate.</summary>
    private sealed class Sides : IExamples
    {
        public int Count => 40;

        public Shape InputShape { get; } = new(2);

        public int OutcomeWidth => 1;

        public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            for (int i = 0; i < indices.Length; i++)
            {
                destination[i, 0] = T.CreateTruncating(Math.Sin(indices[i] + 0.5));
                destination[i, 1] = T.CreateTruncating(Math.Cos(1.3 * indices[i]));
            }
        }

        public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            for (int i = 0; i < indices.Length; i++) destination[i, 0] = Math.Sin(indices[i] + 0.5) > 0 ? T.One : T.Zero;
        }
    }
}
