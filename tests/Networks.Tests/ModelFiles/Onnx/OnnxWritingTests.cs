using System.Numerics;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Networks.ModelFiles.Onnx;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;
using Neuromanifold.Networks.Tests.Composition;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.ModelFiles.Onnx;

public sealed class OnnxWritingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    private string FilePath => Path.Combine(_folder, "model.onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_written_model_reads_back_to_the_bit()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            Network network = RandomNetworks.Draw(ref random, ActivationFunctions.All);
            double[] parameters = RandomNetworks.Parameters(network, ref random);
            AssertSame<double>(network, parameters, ref random);
            AssertSame<float>(network, parameters, ref random);
        }
    }

    [Fact]
    public void Settings_of_layers_come_back()
    {
        Network network = Chain(new LeakyRectifiedLinear(0.2), new ExponentialLinear(0.7), new ScaledExponentialLinear(1.5, 1.25), new ScaledExponentialLinear());
        Network read = Written(network).Network;
        Layer[] layers = [.. read.Nodes.Select(node => node.Layer!).Where(layer => layer is Activation or BatchNormalisation)];
        Assert.Equal(0.2, ((LeakyRectifiedLinear)((Activation)layers[1]).Function).Slope);
        Assert.Equal(0.7, ((ExponentialLinear)((Activation)layers[3]).Function).Alpha);
        ScaledExponentialLinear scaled = (ScaledExponentialLinear)((Activation)layers[5]).Function, usual = (ScaledExponentialLinear)((Activation)layers[7]).Function;
        Assert.Equal((1.5, 1.25), (scaled.Alpha, scaled.Scale));
        Assert.Equal((ScaledExponentialLinear.DefaultAlpha, ScaledExponentialLinear.DefaultScale), (usual.Alpha, usual.Scale));
        Assert.All(layers.OfType<BatchNormalisation>(), layer => Assert.Equal((0.002, 0.3), (layer.Epsilon, layer.Momentum)));
    }

    [Fact]
    public void The_file_is_as_runtimes_expect_it()
    {
        Network network = Chain(new LeakyRectifiedLinear(0.2));
        Written(network);
        ModelProto file = ModelProto.Parser.ParseFrom(File.ReadAllBytes(FilePath));
        Assert.Equal((8, 17), (file.IrVersion, Assert.Single(file.OpsetImport).Version));
        ValueInfoProto input = Assert.Single(file.Graph.Input), output = Assert.Single(file.Graph.Output);
        Assert.Equal(("input", "batch", 3L), (input.Name, input.Type.TensorType.Shape.Dim[0].DimParam, input.Type.TensorType.Shape.Dim[1].DimValue));
        Assert.Equal(("output", "batch", 2L), (output.Name, output.Type.TensorType.Shape.Dim[0].DimParam, output.Type.TensorType.Shape.Dim[1].DimValue));
        Assert.Equal("Gemm BatchNormalization LeakyRelu Gemm", string.Join(' ', file.Graph.Node.Select(node => node.OpType)));
        Assert.Equal("input fc1.weight fc1.bias", string.Join(' ', file.Graph.Node[0].Input));
        Assert.Equal("fc1 bn1.weight bn1.bias bn1.running_mean bn1.running_var", string.Join(' ', file.Graph.Node[1].Input));
        Assert.Equal(string.Join(' ', network.Parameters.Slots.Concat(network.Statistics.Slots).Select(slot => slot.Name)), string.Join(' ', file.Graph.Initializer.Select(tensor => tensor.Name)));
        OnnxFile.Write(FilePath, new Model<float>(network, Likelihood.Categorical(2)));
        Assert.Equal("logits", ModelProto.Parser.ParseFrom(File.ReadAllBytes(FilePath)).Graph.Output[0].Name);
    }

    [Fact]
    public void An_imported_model_is_written_under_its_own_names()
    {
        string fixture = Path.Combine(AppContext.BaseDirectory, "ModelFiles", "Onnx", "fixtures", "shapes", "no_bias.onnx");
        ImportedModel<double> first = OnnxFile.Read<double>(fixture, OnnxOutputs.FamilyOf("normal"));
        OnnxFile.Write(FilePath, first.Model);
        ImportedModel<double> second = OnnxFile.Read<double>(FilePath, OnnxOutputs.FamilyOf("normal"));
        Assert.Equal(first.Model.Network.Parameters.Slots, second.Model.Network.Parameters.Slots);
        Assert.Equal(first.Model.Parameters.ToArray(), second.Model.Parameters.ToArray());
        Assert.All(first.Tensors, tensor => Assert.True(tensor.IsTransposed));
        Assert.All(second.Tensors, tensor => Assert.False(tensor.IsTransposed));
        StoredTensor stored = first.Tensors[0];
        double[] there = new double[stored.Slot.Length], back = new double[stored.Slot.Length];
        stored.ToStored<double>(stored.Slot.In(first.Model.Parameters.Span), there);
        stored.FromStored<double>(there, back);
        Assert.Equal(stored.Slot.In(first.Model.Parameters.Span).ToArray(), back);
        Assert.Equal(new Shape(stored.Slot.Shape.Extents[1], stored.Slot.Shape.Extents[0]), stored.Shape);
        Assert.Equal(there[1], stored.Slot.In(first.Model.Parameters.Span)[stored.Shape.Extents[0]]);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_an_output_error() =>
        Assert.Throws<OutputException>(() => OnnxFile.Write(_folder, new Model<float>(Chain(new HyperbolicTangent()), Likelihood.Normal(2))));

    private static Network Chain(params ReadOnlySpan<ActivationFunction> functions)
    {
        NetworkBuilder builder = new(new Shape(3));
        for (int i = 1; i <= functions.Length; i++)
        {
            builder.Add($"fc{i}", new Dense(4));
            builder.Add($"bn{i}", new BatchNormalisation(0.002, 0.3));
            builder.Add($"act{i}", new Activation(functions[i - 1]));
        }

        builder.Add("out", new Dense(2));
        return builder.Build();
    }

    private Model<double> Written(Network network)
    {
        OnnxFile.Write(FilePath, Model<double>.Initialise(network, Likelihood.Normal(2), WeightInitialisation.He, RandomStream.FromSeed(1)));
        return OnnxFile.Read<double>(FilePath, OnnxOutputs.FamilyOf("normal")).Model;
    }

    private void AssertSame<T>(Network network, double[] parameters, ref RandomSequence random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Model<T> model = new(network, Likelihood.Normal(network.OutputWidth));
        for (int i = 0; i < parameters.Length; i++) model.Parameters.Span[i] = T.CreateTruncating(parameters[i]);
        double[] statistics = RandomNetworks.Statistics(network);
        for (int i = 0; i < statistics.Length; i++) model.Statistics.Span[i] = T.CreateTruncating(statistics[i]);
        OnnxFile.Write(FilePath, model);
        ImportedModel<T> read = OnnxFile.Read<T>(FilePath, OnnxOutputs.FamilyOf("normal"));
        Assert.Equal(network.Parameters.Slots.Select(slot => (slot.Name, slot.Shape)), read.Model.Network.Parameters.Slots.Select(slot => (slot.Name, slot.Shape)));
        Assert.Equal(model.Parameters.ToArray(), read.Model.Parameters.ToArray());
        Assert.Equal(model.Statistics.ToArray(), read.Model.Statistics.ToArray());
        Assert.Equal(network.InputShape, read.Model.Network.InputShape);
        double[][] inputs = new double[3][];
        foreach (ref double[] input in inputs.AsSpan())
        {
            input = new double[network.InputWidth];
            random.FillUniform(input, -2, 2);
        }

        Assert.Equal(OnnxOutputs.Of(model, inputs), OnnxOutputs.Of(read.Model, inputs));
    }
}
