using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Experiments.Tests.Configurations;

public sealed class NetworkConfigurationTests
{
    [Fact]
    public void Widths_joined_by_dashes_are_dense_layers()
    {
        RandomSequence random = RandomStream.FromSeed(3).From();
        for (int i = 0; i < 50; i++)
        {
            int[] widths = [.. Enumerable.Range(0, 2 + random.NextInteger(5)).Select(_ => 2 + random.NextInteger(20))];
            Network network = new NetworkConfiguration(string.Join('-', widths)).Build(new Shape(widths[0]));
            Assert.Equal(widths.Zip(widths.Skip(1), (inputs, outputs) => (inputs + 1) * outputs).Sum(), network.Parameters.Length);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("784")]
    [InlineData("784-")]
    [InlineData("-784-10")]
    [InlineData("784--10")]
    [InlineData("784-0-10")]
    [InlineData("784-+5-10")]
    [InlineData("784- 5-10")]
    [InlineData("784-8.5-10")]
    [InlineData("784x10")]
    [InlineData("784-99999999999-10")]
    [InlineData("784-99999999-99999999-10")]
    public void Other_texts_are_refused(string layers) =>
        Assert.Equal("--layers", Assert.Throws<InvalidInputException>(() => new NetworkConfiguration(layers).Validate()).Subject);

    [Fact]
    public void Inputs_of_another_width_are_refused_with_the_width_that_fits()
    {
        InvalidInputException refused = Assert.Throws<InvalidInputException>(() => new NetworkConfiguration("5-8-3").Build(new Shape(2, 3)));
        Assert.Equal("Write --layers 6-8-3.", refused.NextStep);
    }

    [Theory]
    [InlineData("relu", "he")]
    [InlineData("leaky-relu", "he")]
    [InlineData("elu", "he")]
    [InlineData("tanh", "glorot")]
    [InlineData("sigmoid", "glorot")]
    public void The_initialisation_suits_the_activation_unless_named(string activation, string initialisation)
    {
        NetworkConfiguration configuration = new("2-2") { Activation = activation };
        Assert.Equal(initialisation, configuration.WeightInitialisation.Name);
        Assert.Equal("lecun", (configuration with { Initialisation = "lecun" }).WeightInitialisation.Name);
    }
}
