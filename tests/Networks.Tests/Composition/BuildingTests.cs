using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.Composition;

public sealed class BuildingTests
{
    [Fact]
    public void A_chain_names_its_tensors_as_documented()
    {
        Network network = new MultilayerPerceptron([784, 80, 10]) { Normalisation = NormalisationPlace.After, Dropout = 0.1 }.Build(new Shape(28, 28));
        Assert.Equal(["input", "flatten", "fc1", "act1", "bn1", "drop1", "fc2"], network.Nodes.Select(node => node.Name), StringComparer.Ordinal);
        Assert.Equal(
            ["fc1.weight 80×784", "fc1.bias 80", "bn1.weight 80", "bn1.bias 80", "fc2.weight 10×80", "fc2.bias 10"],
            network.Parameters.Slots.Select(slot => $"{slot.Name} {slot.Shape}"),
            StringComparer.Ordinal);
        Assert.Equal(["bn1.running_mean", "bn1.running_var"], network.Statistics.Slots.Select(slot => slot.Name), StringComparer.Ordinal);
        Assert.Equal(network.Parameters.Slots.Sum(slot => slot.Length), network.Parameters.Length);
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_the_layer_s_name()
    {
        NetworkBuilder builder = new(new Shape(4));
        Node first = builder.Add("first", new Dense(3));
        Assert.Contains("'first'", Assert.Throws<ArgumentException>(() => builder.Add("first", new Dense(3))).Message, StringComparison.Ordinal);
        Assert.Contains("'sum'", Assert.Throws<ArgumentException>(() => builder.Add("sum", new Addition(), builder.Input, first)).Message, StringComparison.Ordinal);
        Assert.Contains("reads 2 inputs", Assert.Throws<ArgumentException>(() => builder.Add("sum", new Addition(), first)).Message, StringComparison.Ordinal);
        Node foreign = new NetworkBuilder(new Shape(3)).Input;
        Assert.Contains("another graph", Assert.Throws<ArgumentException>(() => builder.Add("next", new Dense(2), foreign)).Message, StringComparison.Ordinal);
        Assert.Contains("Flatten", Assert.Throws<ArgumentException>(() => new NetworkBuilder(new Shape(2, 2)).Add("fc", new Dense(2))).Message, StringComparison.Ordinal);
        builder.Add("second", new Dense(2), builder.Input);
        Assert.Contains("'first'", Assert.Throws<InvalidOperationException>(builder.Build).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(new NetworkBuilder(new Shape(2)).Build);
    }

    [Fact]
    public void Tensors_may_have_names_of_their_own_each_once()
    {
        NetworkBuilder builder = new(new Shape(4));
        builder.Add("first", new Dense(3), ["W", "b"], builder.Input);
        Assert.Contains("has 2 tensors, found 1 names", Assert.Throws<ArgumentException>(() => builder.Add("next", new Dense(3), ["V"], builder.Input)).Message, StringComparison.Ordinal);
        Assert.Contains("'b'", Assert.Throws<ArgumentException>(() => builder.Add("next", new Dense(3), ["V", "b"], builder.Input)).Message, StringComparison.Ordinal);
        Assert.Contains("'V'", Assert.Throws<ArgumentException>(() => builder.Add("next", new Dense(3), ["V", "V"], builder.Input)).Message, StringComparison.Ordinal);
        Node first = builder.Add("norm", new BatchNormalisation(), ["V", "c", "mean", "variance"], builder.Add("next", new Dense(2)));
        Assert.Equal(["V", "c"], first.Parameters.Select(slot => slot.Name), StringComparer.Ordinal);
        Network network = builder.Build();
        Assert.Equal(["W", "b", "next.weight", "next.bias", "V", "c"], network.Parameters.Slots.Select(slot => slot.Name), StringComparer.Ordinal);
        Assert.Equal(["mean", "variance"], network.Statistics.Slots.Select(slot => slot.Name), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("he", 2.0 / 300)]
    [InlineData("glorot", 2.0 / 500)]
    [InlineData("lecun", 1.0 / 300)]
    public void Initial_weights_have_the_stated_variance(string name, double variance)
    {
        Network network = new MultilayerPerceptron([300, 200, 2]) { Normalisation = NormalisationPlace.Before }.Build(new Shape(300));
        WeightInitialisation rule = WeightInitialisation.All.Single(rule => rule.Name == name);
        double[] parameters = new double[network.Parameters.Length], again = new double[parameters.Length];
        rule.Fill<double>(network.Parameters, parameters, RandomStream.FromSeed(8));
        rule.Fill<double>(network.Parameters, again, RandomStream.FromSeed(8));
        Assert.Equal(parameters, again);

        double[] weights = network.Parameters["fc1.weight"].In<double>(parameters).ToArray();
        double kurtosis = name == "glorot" ? 1.8 : 3, count = weights.Length;
        // z-tests of mean and mean square at a false-alarm rate of 1e-9 each.
        Assert.InRange(weights.Average() / Math.Sqrt(variance / count), -6.1, 6.1);
        Assert.InRange((weights.Average(w => w * w) - variance) / (variance * Math.Sqrt((kurtosis - 1) / count)), -6.1, 6.1);
        Assert.All(network.Parameters["fc1.bias"].In<double>(parameters).ToArray(), bias => Assert.Equal(0, bias));
        Assert.All(network.Parameters["bn1.weight"].In<double>(parameters).ToArray(), scale => Assert.Equal(1, scale));
    }

    [Fact]
    public void A_tensor_s_weights_depend_on_its_name_and_shape_alone()
    {
        double[] small = Weights(new MultilayerPerceptron([5, 4, 3]), "fc2.weight"), wider = Weights(new MultilayerPerceptron([9, 4, 3]) { Normalisation = NormalisationPlace.Before }, "fc2.weight");
        Assert.Equal(small, wider);
        Assert.NotEqual(Weights(new MultilayerPerceptron([4, 3, 4, 3]), "fc1.weight"), Weights(new MultilayerPerceptron([4, 3, 4, 3]), "fc3.weight"));

        static double[] Weights(MultilayerPerceptron perceptron, string name)
        {
            Network network = perceptron.Build(new Shape(perceptron.Widths[0]));
            double[] parameters = new double[network.Parameters.Length];
            WeightInitialisation.He.Fill<double>(network.Parameters, parameters, RandomStream.FromSeed(8));
            return network.Parameters[name].In<double>(parameters).ToArray();
        }
    }

    [Fact]
    public void Single_and_double_precision_start_from_the_same_draws()
    {
        Network network = new MultilayerPerceptron([7, 5, 3]).Build(new Shape(7));
        float[] single = new float[network.Parameters.Length];
        double[] parameters = new double[single.Length];
        WeightInitialisation.Glorot.Fill<float>(network.Parameters, single, RandomStream.FromSeed(8));
        WeightInitialisation.Glorot.Fill<double>(network.Parameters, parameters, RandomStream.FromSeed(8));
        Assert.Equal(parameters.Select(value => (float)value), single);
    }

    [Fact]
    public void Settings_of_a_chain_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new MultilayerPerceptron([3]).Build(new Shape(3)));
        Assert.Contains("2×2", Assert.Throws<ArgumentException>(() => new MultilayerPerceptron([3, 2]).Build(new Shape(2, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultilayerPerceptron([3, 0, 2]).Build(new Shape(3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultilayerPerceptron([3, 3, 2]) { Dropout = -0.1 }.Build(new Shape(3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultilayerPerceptron([3, 3, 2]) { Dropout = double.NaN }.Build(new Shape(3)));
    }

    [Fact]
    public void Plans_that_no_pass_could_honour_are_refused()
    {
        Shape vector = new(3), matrix = new(2, 3);
        TensorInitialisation zero = new TensorInitialisation.Constant(0);
        LayerPlan[] plans =
        [
            new(new Shape(4)) { IsView = true },
            new(vector) { IsView = true, Block = BlockKind.Affine, Parameters = [new("weight", matrix, zero)] },
            new(vector) { Parameters = [new("slope", vector, zero)] },
            new(vector) { Block = BlockKind.Affine },
            new(vector) { Block = BlockKind.Affine, Parameters = [new("weight", vector, zero)] },
            new(vector) { Block = BlockKind.Affine, Parameters = [new("weight", matrix, zero), new("bias", vector, zero)] },
            new(vector) { Block = BlockKind.ScaleAndShift, Parameters = [new("scale", vector, zero)] },
            new(vector) { Block = BlockKind.ScaleAndShift, Parameters = [new("scale", vector, zero), new("shift", new Shape(2), zero)] },
        ];
        Assert.All(plans, plan => Assert.Contains("'planned'", Assert.Throws<ArgumentException>(() => new NetworkBuilder(vector).Add("planned", new Planned(plan))).Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new NetworkBuilder(vector).Add(" ", new Dense(2)));
        Assert.Throws<ArgumentException>(() => new NetworkBuilder(new Shape(0)));
    }

    /// <summary>A layer that is its plan.</summary>
    private sealed class Planned(LayerPlan plan) : Layer
    {
        public override string Kind => "Planned";

        public override LayerPlan Plan(ReadOnlySpan<Shape> inputs) => plan;

        public override void Forward<T>(in LayerPass<T> pass) => throw new NotSupportedException();

        public override void Backward<T>(in BackwardPass<T> pass) => throw new NotSupportedException();

        public override void Tangent<T>(in TangentPass<T> pass) => throw new NotSupportedException();
    }
}
