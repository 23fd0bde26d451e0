using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Networks.ModelFiles.Onnx;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.ModelFiles.Onnx;

public sealed class FixtureTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "ModelFiles", "Onnx", "fixtures");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.onnx", SearchOption.AllDirectories).Select(file => Path.ChangeExtension(Path.GetRelativePath(Folder, file), null)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_are_those_of_PyTorch(string name)
    {
        JsonNode record = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))!;
        double[][] inputs = record["inputs"].Deserialize<double[][]>()!, outputs = record["outputs"].Deserialize<double[][]>()!;
        bool isDouble = (bool)record["double"]!;
        Compare(outputs, OnnxOutputs.Of(Read<double>(name).Model, inputs), isDouble ? 1e-12 : 1e-6);
        Compare(outputs, OnnxOutputs.Of(Read<float>(name).Model, inputs), 2e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_have_the_names_and_shapes_of_the_file(string name)
    {
        JsonNode record = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))!;
        Dictionary<string, int[]> parameters = record["parameters"].Deserialize<Dictionary<string, int[]>>()!;
        ImportedModel<double> read = Read<double>(name);
        StoredTensor[] trained = [.. read.Tensors.Where(tensor => !tensor.IsStatistic)];
        // Exporters give matrices of MatMul, and what they folded together, names of their own.
        Assert.Equal(parameters.Values.Sum(shape => shape.Aggregate(1, (a, b) => a * b)), read.Model.Network.Parameters.Length);
        Assert.Equal(parameters.Count, trained.Length);
        foreach (StoredTensor tensor in trained.Where(tensor => !tensor.Name.Contains("::", StringComparison.Ordinal)))
            Assert.Equal(new Shape(parameters[tensor.Name]), tensor.Shape);
        Assert.All(read.Tensors, tensor => Assert.Equal(tensor.Slot.Name, tensor.Name));
        Assert.All(trained, tensor => Assert.Equal(tensor.Name.Contains("MatMul", StringComparison.Ordinal), tensor.IsTransposed));
    }

    [Theory]
    [InlineData("shapes/softmax", "categorical", "Softmax")]
    [InlineData("shapes/log_softmax", "categorical", "LogSoftmax")]
    [InlineData("shapes/final_sigmoid", "bernoulli", "Sigmoid")]
    [InlineData("activations/relu", "categorical", null)]
    [InlineData("activations/relu", "normal", null)]
    public void What_the_likelihood_applies_is_dropped_and_said(string name, string family, string? dropped) =>
        Assert.Equal(dropped, OnnxFile.Read<float>(Path.Combine(Folder, $"{name}.onnx"), OnnxOutputs.FamilyOf(family)).Dropped);

    private static ImportedModel<T> Read<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string family = name switch
        {
            "shapes/softmax" or "shapes/log_softmax" => "categorical",
            "shapes/final_sigmoid" => "bernoulli",
            _ => "normal",
        };
        return OnnxFile.Read<T>(Path.Combine(Folder, $"{name}.onnx"), OnnxOutputs.FamilyOf(family));
    }

    private static void Compare(double[][] expected, double[][] found, double tolerance)
    {
        double scale = expected.Max(row => row.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            for (int j = 0; j < expected[i].Length; j++) Assert.InRange(found[i][j] - expected[i][j], -tolerance * scale, tolerance * scale);
        }
    }
}
