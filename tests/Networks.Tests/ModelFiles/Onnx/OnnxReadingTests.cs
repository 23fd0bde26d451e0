using Google.Protobuf;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Networks.ModelFiles.Onnx;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;
using Neuromanifold.References.Networks;

namespace Neuromanifold.Networks.Tests.ModelFiles.Onnx;

public sealed class OnnxReadingTests : IDisposable
{
    private static readonly double[][] Inputs = [[0.3, -1.2, 2], [-0.7, 0.4, 0.1]];
    private static readonly double[] Weight = [0.1, -0.2, 0.3, -0.4, 0.5, -0.6];
    private static readonly double[] Bias = [0.1, -0.2];

    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    private string FilePath => Path.Combine(_folder, "model.onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Gemm_is_read_in_either_orientation_and_scale()
    {
        double[] transposed = [0.1, -0.4, -0.2, 0.5, 0.3, -0.6];
        Compare(new OnnxDraft("y").Store("w", 2, 3).Store("b", 2).Node("y = Gemm x w b", OnnxDraft.Integer("transB", 1)), Weight, Bias);
        Compare(new OnnxDraft("y").Store(OnnxDraft.Tensor("w", [3, 2], transposed)).Store("b", 1, 2).Node("y = Gemm x w b"), Weight, Bias);
        ImportedModel<double> scaled = Compare(
            new OnnxDraft("y").Store("w", 2, 3).Store("b", 2).Node("y = Gemm x w b", OnnxDraft.Integer("transB", 1), OnnxDraft.Number("alpha", 2), OnnxDraft.Number("beta", -0.5f)),
            [.. Weight.Select(value => 2 * value)],
            [.. Bias.Select(value => -0.5 * value)]);
        Assert.Equal([2, -0.5], scaled.Tensors.Select(tensor => tensor.Scale));
        Assert.Equal("1×2", Read(new OnnxDraft("y").Store("w", 3, 2).Store("b", 1, 2).Node("y = Gemm x w b")).Tensors[1].Shape.ToString());
    }

    [Theory]
    [InlineData("h b")]
    [InlineData("b h")]
    public void A_product_and_a_sum_are_a_dense_layer(string operands)
    {
        double[] stored = [0.1, -0.4, -0.2, 0.5, 0.3, -0.6];
        ImportedModel<double> model = Compare(new OnnxDraft("y").Store("b", 2).Store(OnnxDraft.Tensor("w", [3, 2], stored)).Node("h = MatMul x w").Node($"y = Add {operands}"), Weight, Bias);
        Assert.Equal(["b", "w"], model.Tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
        Assert.Equal([false, true], model.Tensors.Select(tensor => tensor.IsTransposed));
        Compare(new OnnxDraft("y").Store("w", 2, 3).Store("b", 2).Node("t = Transpose w", OnnxDraft.Integers("perm", 1, 0)).Node("h = MatMul x t").Node($"y = Add {operands}"), Weight, Bias);
    }

    [Theory]
    [InlineData("none", "gelu")]
    [InlineData("tanh", "gelu-tanh")]
    public void Gelu_is_an_operator_too(string approximate, string name)
    {
        ImportedModel<double> model = Read(Layer(20).Node("y = Gelu h", OnnxDraft.Text("approximate", approximate)));
        CompareOutputs(model, LayerTwins.Apply(LayerTwins.Dense(Inputs, Weight, Bias), ActivationTwins.ByName[name]));
    }

    [Fact]
    public void Arithmetic_is_recognised_however_it_is_ordered()
    {
        OnnxDraft Draft() => Layer().Store(OnnxDraft.Tensor("half", [], 0.5)).Store(OnnxDraft.Tensor("one", [1], 1)).Store(OnnxDraft.Tensor("r", [], Math.Sqrt(0.5))).Store(OnnxDraft.Tensor("3", [], 3)).Store(OnnxDraft.Tensor("k", [], 0.044715)).Store(OnnxDraft.Tensor("s", [], Math.Sqrt(2 / Math.PI)));
        double[][] affine = LayerTwins.Dense(Inputs, Weight, Bias);
        double[][] exact = LayerTwins.Apply(affine, ActivationTwins.ByName["gelu"]), byTanh = LayerTwins.Apply(affine, ActivationTwins.ByName["gelu-tanh"]);
        CompareOutputs(Read(Draft().Node("a = Mul r h").Node("b1 = Erf a").Node("c = Add one b1").Node("d = Mul half h").Node("y = Mul c d")), exact);
        CompareOutputs(Read(Draft().Node("a = Mul h r").Node("b1 = Erf a").Node("c = Add b1 one").Node("d = Mul c half").Node("y = Mul h d")), exact);
        CompareOutputs(Read(Draft().Node("c = Pow h 3").Node("d = Mul k c").Node("e = Add d h").Node("f = Mul s e").Node("g = Tanh f").Node("i = Add g one").Node("j = Mul i h").Node("y = Mul half j")), byTanh);
        CompareOutputs(Read(Draft().Node("a = Exp h").Node("c = Add a one").Node("y = Log c")), LayerTwins.Apply(affine, ActivationTwins.ByName["softplus"]));
        CompareOutputs(Read(Draft().Node("a = Neg h").Node("c = Softplus a").Node("y = Neg c")), LayerTwins.Apply(affine, ActivationTwins.ByName["log-sigmoid"]));
    }

    [Fact]
    public void Nodes_that_lead_nowhere_are_passed_over() =>
        Assert.Equal(2, Read(new OnnxDraft("y").Store("w", 3, 2).Store("b", 2).Store("v", 2, 2).Node("y = Gemm x w b").Node("z = Gemm y v").Node("q = Conv z z")).Tensors.Length);

    [Fact]
    public void Initializers_may_be_listed_among_the_inputs()
    {
        OnnxDraft draft = Layer().Node("y = Identity h");
        draft.Model.Graph.Input.Add(OnnxDraft.Declare("w", 3));
        Compare(draft, Weight, Bias);
    }

    [Fact]
    public void Equal_vectors_that_an_exporter_stored_once_are_parameters_of_their_own()
    {
        ImportedModel<double> model = Read(new OnnxDraft("y").Store("w", 2, 3).Store("fc1.bias", 2).Store("v", 2, 2)
            .Node("fc2.bias = Identity fc1.bias").Node("h = Gemm x w fc1.bias", OnnxDraft.Integer("transB", 1)).Node("y = Gemm h v fc2.bias"));
        Assert.Equal(["w", "fc1.bias", "v", "fc2.bias"], model.Tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(16)]
    public void Numbers_may_be_stored_in_any_type_and_way(int type)
    {
        TensorProto typed = new() { Name = "w", DataType = type, Dims = { 2, 3 } }, raw = typed.Clone();
        double[] weight = [0.5, -1.25, 3, -0.75, 2, 0];
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        foreach (double value in weight)
        {
            switch (type)
            {
                case 1:
                    typed.FloatData.Add((float)value);
                    writer.Write((float)value);
                    break;
                case 10:
                    typed.Int32Data.Add(BitConverter.HalfToUInt16Bits((Half)value));
                    writer.Write((Half)value);
                    break;
                case 11:
                    typed.DoubleData.Add(value);
                    writer.Write(value);
                    break;
                default:
                    typed.Int32Data.Add((int)(BitConverter.SingleToUInt32Bits((float)value) >> 16));
                    writer.Write((ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16));
                    break;
            }
        }

        raw.RawData = ByteString.CopyFrom(bytes.ToArray());
        Compare(new OnnxDraft("y").Store(typed).Store("b", 2).Node("y = Gemm x w b", OnnxDraft.Integer("transB", 1)), weight, Bias);
        Compare(new OnnxDraft("y").Store(raw).Store("b", 2).Node("y = Gemm x w b", OnnxDraft.Integer("transB", 1)), weight, Bias);

        File.WriteAllBytes(Path.Combine(_folder, "weights.bin"), [1, 2, 3, 4, 5, 6, 7, 8, .. bytes.ToArray()]);
        typed = new TensorProto { Name = "w", DataType = type, Dims = { 2, 3 }, DataLocation = 1 };
        typed.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "weights.bin" });
        typed.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = "8" });
        Compare(new OnnxDraft("y").Store(typed).Store("b", 2).Node("y = Gemm x w b", OnnxDraft.Integer("transB", 1)), weight, Bias);
    }

    [Fact]
    public void Constants_may_be_attributes_and_training_outputs_unused()
    {
        OnnxDraft draft = new OnnxDraft("y").Store("w", 2, 3)
            .Node("b = Constant", new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = OnnxDraft.Tensor("", [2], Bias) })
            .Node("h = Gemm x w b", OnnxDraft.Integer("transB", 1)).Node("ratio = Constant", OnnxDraft.Number("value_float", 0.5f)).Node("y,mask = Dropout h ratio");
        Assert.Equal(["w", "b"], Compare(draft, Weight, Bias).Tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
    }

    private static OnnxDraft Layer(long opset = 13) => new OnnxDraft("y", opset).Store("w", 2, 3).Store("b", 2).Node("h = Gemm x w b", OnnxDraft.Integer("transB", 1));

    private static void CompareOutputs(ImportedModel<double> model, double[][] expected)
    {
        double[][] found = OnnxOutputs.Of(model.Model, Inputs);
        for (int i = 0; i < expected.Length; i++)
        {
            for (int j = 0; j < expected[i].Length; j++) Assert.Equal(expected[i][j], found[i][j], 1e-14);
        }
    }

    private ImportedModel<double> Read(OnnxDraft draft)
    {
        draft.Write(FilePath);
        return OnnxFile.Read<double>(FilePath, OnnxOutputs.FamilyOf("normal"));
    }

    private ImportedModel<double> Compare(OnnxDraft draft, double[] weight, double[] bias)
    {
        ImportedModel<double> model = Read(draft);
        ParameterBlock block = Assert.Single(model.Model.Network.Blocks);
        Assert.Equal("w", block.Node.Parameters[0].Name);
        CompareOutputs(model, LayerTwins.Dense(Inputs, weight, bias));
        return model;
    }
}
