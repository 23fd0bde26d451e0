using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.FirstOrder;

public class AdamMomentTests
{
    // 0.9^1000 ≈ 1e-46 is below the smallest subnormal number, but rounding to nearest stops the decay at a multiple of it.
    private const int Steps = 1000;

    [Fact]
    public void The_moment_of_an_input_that_is_never_on_again_becomes_zero()
    {
        Network network = new MultilayerPerceptron([38, 3]).Build(new Shape(38));
        Model<float> model = Model<float>.Initialise(network, Likelihood.Categorical(3), WeightInitialisation.Glorot, RandomStream.FromSeed(5));
        Adam<float> adam = new(network.Parameters.Length, new AdamOptions());
        using ThreadTeam team = new(1);
        DataParallelSteps<float> steps = new(model, adam, team, 1);
        int[] examples = [0, 1];
        for (int step = 0; step < Steps; step++)
        {
            steps.Take(new OnceOn(), examples.AsMemory(step == 0 ? 0 : 1, 1), step, 1e-3, RandomStream.FromSeed(step));
            if (step == 0) Assert.All(FirstMoments(adam)[..^3], moment => Assert.NotEqual(0, moment));
        }

        Assert.All(FirstMoments(adam)[..^3], moment => Assert.Equal(0, moment));
        Assert.All(FirstMoments(adam)[^3..], moment => Assert.True(float.IsNormal(moment), $"A bias's moment is {moment}."));
    }

    private static float[] FirstMoments(Adam<float> adam) => adam.State.Single(state => state.Name == "first_moment").Values.ToArray();

    // Example 0 has every input on, example 1 none; weights come before the three biases.
    private sealed class OnceOn : IExamples
    {
        public int Count => 2;

        public Shape InputShape => new(38);

        public int OutcomeWidth => 1;

        public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (int i = 0; i < indices.Length; i++) destination.Row(i).Fill(indices[i] == 0 ? T.One : T.Zero);
        }

        public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (int i = 0; i < indices.Length; i++) destination.Row(i).Fill(T.Zero);
        }
    }
}
