using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.Composition;

public sealed class MemoryTests
{
    [Fact]
    public void Buffers_alive_at_the_same_time_never_overlap()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            BufferPlanner planner = new();
            (int Length, int First, int Last)[] wanted = new (int, int, int)[1 + random.NextInteger(40)];
            for (int i = 0; i < wanted.Length; i++)
            {
                int first = random.NextInteger(30);
                wanted[i] = (random.NextInteger(4) == 0 ? 0 : random.NextInteger(300), first, first + random.NextInteger(12));
                Assert.Equal(i, planner.Request(wanted[i].Length, wanted[i].First, wanted[i].Last));
            }

            int[] offsets = planner.Place();
            for (int i = 0; i < wanted.Length; i++)
            {
                Assert.True(offsets[i] >= 0 && offsets[i] % 16 == 0 && offsets[i] + wanted[i].Length <= planner.Length, $"seed {seed}, buffer {i} at {offsets[i]}");
                for (int j = 0; j < i; j++)
                {
                    bool together = wanted[i].First <= wanted[j].Last && wanted[j].First <= wanted[i].Last;
                    bool apart = offsets[i] + wanted[i].Length <= offsets[j] || offsets[j] + wanted[j].Length <= offsets[i];
                    Assert.True(!together || apart, $"seed {seed}: buffers {i} and {j} are alive together and overlap");
                }
            }
        }
    }

    [Fact]
    public void A_slab_beyond_an_array_is_refused_rather_than_wrapped()
    {
        BufferPlanner planner = new();
        planner.Request(int.MaxValue, 0, 1);
        planner.Request(int.MaxValue, 1, 2);
        Assert.Throws<OverflowException>(planner.Place);
        Network network = new MultilayerPerceptron([3, 2000]).Build(new Shape(3));
        Assert.Contains("fewer examples", Assert.Throws<OverflowException>(() => new Workspace<float>(network, new WorkspaceOptions(2_000_000))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_of_a_deep_chain_in_use_does_not_grow_with_its_depth()
    {
        Assert.Equal(Length(4), Length(40));

        static int Length(int depth) =>
            new Workspace<float>(new MultilayerPerceptron([64, .. Enumerable.Repeat(64, depth), 64]) { Normalisation = NormalisationPlace.After }.Build(new Shape(64)), new WorkspaceOptions(32)).Length;
    }

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(3, false, false)]
    [InlineData(2, true, false)]
    [InlineData(2, false, true)]
    [InlineData(2, true, true)]
    public void Gradients_do_not_depend_on_how_memory_is_shared(int cotangents, bool keepsBlocks, bool tangents)
    {
        const int examples = 4;
        for (int seed = 0; seed < 100; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            Network network = RandomNetworks.Draw(ref random, ActivationFunctions.All);
            double[] parameters = RandomNetworks.Parameters(network, ref random), statistics = RandomNetworks.Statistics(network);
            double[] inputs = new double[examples * network.InputWidth], output = new double[cotangents * examples * network.OutputWidth];
            random.FillNormal<double>(inputs);
            random.FillNormal<double>(output);

            // Planned for more of everything, buffers lie in other places.
            WorkspaceOptions options = new(examples) { Cotangents = cotangents, KeepsBlocks = keepsBlocks, Tangents = tangents };
            WorkspaceOptions more = new(examples + 13) { Cotangents = cotangents + 1, KeepsBlocks = true, InputCotangents = true, Tangents = true };
            double[] expected = Gradient(new Workspace<double>(network, more) { Examples = examples, Cotangents = cotangents });
            double[] found = Gradient(new Workspace<double>(network, options));
            for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - found[i]) <= 1e-12 * (1 + Math.Abs(expected[i])), $"seed {seed}, entry {i}: {expected[i]} and {found[i]}");

            double[] Gradient(Workspace<double> workspace)
            {
                double[] gradient = new double[cotangents * parameters.Length];
                inputs.CopyTo(workspace.Input.AsSpan());
                network.Forward<double>(workspace, parameters, statistics, PassContext.Inference);
                output.CopyTo(workspace.OutputCotangent.AsSpan());
                network.Backward<double>(workspace, parameters, statistics, gradient);
                return gradient;
            }
        }
    }

    [Fact]
    public void What_was_not_planned_for_is_refused_by_name()
    {
        Network network = new MultilayerPerceptron([3, 2]).Build(new Shape(3));
        Workspace<float> workspace = new(network, new WorkspaceOptions(4));
        Assert.Contains("'fc1'", Assert.Throws<InvalidOperationException>(() => workspace.OutputCotangent.Rows).Message, StringComparison.Ordinal);
        Assert.Contains("'input'", Assert.Throws<InvalidOperationException>(() => workspace.InputTangent.Rows).Message, StringComparison.Ordinal);
        Assert.Contains("KeepsBlocks", Assert.Throws<InvalidOperationException>(() => workspace.BlockCotangents(network.Blocks[0]).Rows).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => workspace.Examples = 5);
        Assert.Throws<ArgumentOutOfRangeException>(() => workspace.Cotangents = 1);
        Assert.Throws<ArgumentException>(() => new Workspace<float>(network, new WorkspaceOptions(0)));

        Network other = new MultilayerPerceptron([3, 2]).Build(new Shape(3));
        Assert.Throws<ArgumentException>(() => other.Forward<float>(workspace, new float[8], [], PassContext.Inference));
        Assert.Throws<ArgumentException>(() => network.Forward<float>(workspace, new float[7], [], PassContext.Inference));
        Assert.Throws<ArgumentException>(() => network.Forward<float>(workspace, new float[8], new float[1], PassContext.Inference));
    }
}
