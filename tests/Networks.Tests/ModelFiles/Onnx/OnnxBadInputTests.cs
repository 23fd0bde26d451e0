using Google.Protobuf;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.ModelFiles.Onnx;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Networks.Tests.ModelFiles.Onnx;

public sealed class OnnxBadInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    private string FilePath => Path.Combine(_folder, "model.onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Nodes => new()
    {
        { "y = Conv h v", "node 'the Conv' (number 1, output 'y'): found the operator 'Conv'; expected one of Add, BatchNormalization," },
        { "y = Gemm z v", "(number 1, output 'y'): found 'z', which no earlier node gives and no initializer holds; expected nodes in order" },
        { "y = Gemm y v", "found 'y', which no earlier node gives" },
        { "y = Gemm h -", "found Gemm without its input 1; expected it." },
        { "y = Gemm v h", "found Gemm of the stored tensor 'v' as its input 0; expected values that depend on the network's input." },
        { "y = Gemm h h", "found Gemm whose input 1 is computed; expected a stored tensor there." },
        { "y = Gemm h u", "found a weight 'u' of shape 3×3 for 2 values; expected 2 inputs." },
        { "y = Gemm h nan", "model.onnx: found tensor 'nan' with NaN at element 1; expected finite numbers." },
        { "y = Gemm h v w", "found a bias 'w' of shape 2×3; expected shape 2." },
        { "y = Mul h h", "found Mul, which is no part of an activation function that is known; expected one of Add," },
        { "y = Erf h", "found Erf, which is no part of an activation function" },
        { "y = Add h b", "found Add of the stored tensor 'b' as its input 1" },
        { "y = Add h x", "found a sum of values of shapes 2 and 3; expected one shape." },
        { "h = Relu x", "node 'the Relu' (number 1, output 'h'): found an output 'h', which is defined before; expected a name of its own." },
        { "y = Flatten", "found Flatten without its input 0" },
        { "y = Reshape h shape", "found an example of shape 2 reshaped as [7, 3]; expected [batch, 2]: only a reshape that flattens examples is read." },
        { "y = BatchNormalization h b b b b", "found the tensor 'b' as a parameter of two layers; expected a tensor for each layer, since shared parameters are not supported." },
        { "y = LogSoftmax h", "found a final LogSoftmax under a normal likelihood; expected outputs that are its natural parameters. Use a categorical likelihood, or export the model without it." },
        { "y = Exp h", "found a final Exp under a normal likelihood; expected outputs that are its natural parameters. Use a poisson likelihood" },
    };

    [Theory]
    [MemberData(nameof(Nodes))]
    public void A_node_that_is_not_supported_is_named(string node, string message)
    {
        OnnxDraft draft = new OnnxDraft(node[..1]).Store("w", 2, 3).Store("b", 2).Store("v", 2, 2).Store("u", 3, 3).Store(OnnxDraft.Tensor("nan", [2, 2], 1, double.NaN, 1, 1))
            .Store(new TensorProto { Name = "shape", DataType = 7, Dims = { 2 }, Int64Data = { 7, 3 } }).Node("h = Gemm x w b", OnnxDraft.Integer("transB", 1)).Node(node);
        Assert.Contains(message, Refused(draft).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sigmoid", "categorical", "found a final Sigmoid under a categorical likelihood; expected outputs that are its natural parameters. Use a bernoulli likelihood")]
    [InlineData("Sigmoid", "poisson", "found a final Sigmoid under a poisson likelihood")]
    [InlineData("Softmax", "bernoulli", "found a final Softmax under a bernoulli likelihood")]
    [InlineData("Exp", "categorical", "found a final Exp under a categorical likelihood")]
    [InlineData("Sigmoid", "bernoulli", null)]
    [InlineData("Sigmoid", "normal", null)]
    [InlineData("Exp", "poisson", null)]
    [InlineData("Softmax", "categorical", null)]
    public void An_end_is_dropped_or_refused_as_the_likelihood_has_it(string last, string likelihood, string? message)
    {
        OnnxDraft draft = Layer().Node($"y = {last} h");
        if (message is not null) Assert.Contains(message, Refused(draft, OnnxOutputs.FamilyOf(likelihood)).Message, StringComparison.Ordinal);
        else
        {
            draft.Write(FilePath);
            Assert.Equal(likelihood == "normal" ? null : last, OnnxFile.Read<float>(FilePath, OnnxOutputs.FamilyOf(likelihood)).Dropped);
        }
    }

    [Fact]
    public void A_shared_weight_is_refused_by_name()
    {
        OnnxDraft draft = new OnnxDraft("y", 13, 2).Store("tied", 2, 2).Node("h = Gemm x tied").Node("y = Gemm h tied");
        Assert.Contains("found the tensor 'tied' as a parameter of two layers", Refused(draft).Message, StringComparison.Ordinal);
        draft = new OnnxDraft("y", 13, 2).Store("tied", 2, 2).Node("copy = Identity tied").Node("h = Gemm x tied").Node("y = Gemm h copy");
        Assert.Contains("found the tensor 'copy' as a parameter of two layers", Refused(draft).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transA", 1, "found transA = 1; expected 0")]
    [InlineData("alpha", 1, "found alpha of type Int; expected Float.")]
    public void A_setting_that_is_not_supported_is_named(string attribute, int value, string message) =>
        Assert.Contains(message, Refused(new OnnxDraft("y").Store("w", 3, 2).Store("b", 2).Node("y = Gemm x w b", OnnxDraft.Integer(attribute, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_model_that_would_train_is_refused()
    {
        OnnxDraft draft = Layer().Store("s", 2).Store("t", 2).Store("m", 2).Store("v", 2).Node("y = BatchNormalization h s t m v", OnnxDraft.Integer("training_mode", 1));
        Assert.EndsWith("Export the model in its evaluation mode.", Refused(draft).Message, StringComparison.Ordinal);
        draft = Layer().Store(OnnxDraft.Tensor("r", [], 0.5)).Store(new TensorProto { Name = "on", DataType = 9, Int32Data = { 1 } }).Node("y = Dropout h r on");
        Assert.EndsWith("Export the model in its evaluation mode.", Refused(draft).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_model_is_refused()
    {
        Assert.Equal($"{FilePath}: found no such file; expected an ONNX model (.onnx).", Refused().Message);
        File.WriteAllText(FilePath, "import onnx");
        Assert.Contains("expected an ONNX model (.onnx)", Refused().Message, StringComparison.Ordinal);
        File.WriteAllBytes(FilePath, []);
        Assert.Contains("found no version of the format", Refused().Message, StringComparison.Ordinal);
        Assert.Contains("found operators of version 8; expected version 9 or newer", Refused(Layer(8).Node("y = Relu h")).Message, StringComparison.Ordinal);
        Assert.Contains("found a graph without weights", Refused(new OnnxDraft("y").Node("y = Relu x")).Message, StringComparison.Ordinal);
        Assert.Contains("found no node that gives the output 'y'", Refused(Layer()).Message, StringComparison.Ordinal);
        OnnxDraft open = Layer().Node("y = Relu h");
        open.Model.Graph.Input[0].Type.TensorType.Shape.Dim[1] = new TensorShapeProto.Types.Dimension { DimParam = "features" };
        Assert.Contains("found the input 'x' whose extent 1 is 'features'; expected a number from 1 on", Refused(open).Message, StringComparison.Ordinal);
        Assert.Contains("found two initializers 'w'", Refused(Layer().Store("w", 1).Node("y = Relu h")).Message, StringComparison.Ordinal);
        Assert.Contains("found 2 inputs", Refused(WithInput(Layer().Node("y = Relu h"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd", null, null, "lie at '/etc/passwd'; expected a path within the model's folder.")]
    [InlineData("../secret.bin", null, null, "lie at '../secret.bin'; expected a path within the model's folder.")]
    [InlineData("a/../../secret.bin", null, null, "expected a path within the model's folder.")]
    [InlineData("", null, null, "expected a path within the model's folder.")]
    [InlineData("link.bin", null, null, "a link to another folder; expected a path within the model's folder.")]
    [InlineData("absent.bin", null, null, "found no such file; expected the data of tensor 'w'")]
    [InlineData("weights.bin", "1", null, "with bytes 1 to 49 of 'weights.bin', which has 48; expected data within that file.")]
    [InlineData("weights.bin", "-1", null, "whose data have the offset '-1'; expected a whole number from 0 on.")]
    [InlineData("weights.bin", "9223372036854775807", null, "expected data within that file.")]
    [InlineData("weights.bin", null, "40", "with 40 bytes in 'weights.bin'; expected 48 bytes, as its shape and type say.")]
    public void Data_elsewhere_than_in_the_folder_are_refused(string location, string? offset, string? length, string message)
    {
        string outside = Directory.CreateTempSubdirectory("neuromanifold-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(outside, "secret.bin"), new byte[48]);
            File.WriteAllBytes(Path.Combine(_folder, "weights.bin"), new byte[48]);
            File.CreateSymbolicLink(Path.Combine(_folder, "link.bin"), Path.Combine(outside, "secret.bin"));
            TensorProto tensor = new() { Name = "w", DataType = 11, Dims = { 3, 2 }, DataLocation = 1, ExternalData = { Entry("location", location) } };
            if (offset is not null) tensor.ExternalData.Add(Entry("offset", offset));
            if (length is not null) tensor.ExternalData.Add(Entry("length", length));
            Assert.Contains(message, Refused(new OnnxDraft("y").Store(tensor).Node("y = Gemm x w")).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }

        static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };
    }

    [Theory]
    [InlineData(11, new long[] { 3, 2 }, 40, "of shape 3×2 with 40 bytes; expected 48 bytes and nothing else.")]
    [InlineData(11, new long[] { 3, 2 }, 0, "of shape 3×2 with 0 values; expected 6 values.")]
    [InlineData(7, new long[] { 3, 2 }, 48, "found a tensor 'w' of whole numbers; expected floating-point numbers.")]
    [InlineData(8, new long[] { 3, 2 }, 48, "of the type with number 8; expected float, double, float16 or bfloat16.")]
    [InlineData(11, new long[] { -3, -2 }, 48, "of shape [-3, -2]; expected extents from 0 on")]
    [InlineData(11, new long[] { 1L << 32, 1L << 32 }, 0, "expected extents from 0 on, and at most 2147483647 elements.")]
    [InlineData(11, new long[] { 65536, 65536, 0 }, 0, "at most 2147483647 elements.")]
    [InlineData(1, new long[] { 2147483647, 1 }, 4, "of shape 2147483647×1 with 4 bytes; expected 8589934588 bytes")]
    public void A_tensor_that_lies_is_refused(int type, long[] shape, int bytes, string message)
    {
        TensorProto tensor = new() { Name = "w", DataType = type, Dims = { shape }, RawData = ByteString.CopyFrom(new byte[bytes]) };
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(message, Refused(new OnnxDraft("y").Store(tensor).Node("y = Gemm x w")).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Many_empty_parts_are_refused_before_they_become_objects()
    {
        // Nodes of two bytes each.
        byte[] nodes = [.. Enumerable.Repeat((byte[])[0x0A, 0x00], 2_000_000).SelectMany(part => part)];
        using MemoryStream file = new();
        CodedOutputStream coded = new(file);
        coded.WriteTag(7, WireFormat.WireType.LengthDelimited);
        coded.WriteBytes(ByteString.CopyFrom(nodes));
        coded.Flush();
        File.WriteAllBytes(FilePath, file.ToArray());
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains($"found more than {OnnxParts.Most} parts", Refused().Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 * file.Length);
    }

    [Fact]
    public void Copies_do_not_multiply_memory()
    {
        OnnxDraft draft = new OnnxDraft("y20", 13, 2).Store("big", 2);
        for (int i = 0; i <= 20; i++) draft.Store(OnnxDraft.Tensor($"w{i}", [i == 0 ? 2 : 1, 1], [.. new double[i == 0 ? 2 : 1]]));
        draft.Model.Graph.Node.Clear();
        draft.Store(OnnxDraft.Tensor("wide", [1, 4000], new double[4000])).Store(OnnxDraft.Tensor("s", [4000], new double[4000])).Store(OnnxDraft.Tensor("first", [2, 1], 1, 1));
        draft.Node("a = Gemm x first").Node("b0 = Gemm a wide");
        for (int i = 0; i < 200; i++)
        {
            foreach (string part in (string[])["g", "b", "m", "v"]) draft.Node($"{part}{i}' = Identity s");
            draft.Node($"b{i + 1} = BatchNormalization b{i} g{i}' b{i}' m{i}' v{i}'");
        }

        draft.Model.Graph.Output[0].Name = "b200";
        Assert.Contains("expected an element for each byte at the most", Refused(draft).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Relu")]
    [InlineData("Neg")]
    [InlineData("Identity")]
    [InlineData("Log")]
    public void Long_chains_are_read_or_refused_without_recursion(string operation)
    {
        const int Length = 20_000;
        OnnxDraft draft = new($"h{Length}");
        draft.Store("w", 3, 2).Node("h0 = Gemm x w");
        for (int i = 0; i < Length; i++) draft.Node($"h{i + 1} = {operation} h{i}");
        draft.Write(FilePath);
        if (operation == "Log") Assert.Contains("found arithmetic 32 operators deep", Refused().Message, StringComparison.Ordinal);
        else Assert.Equal(operation == "Relu" ? Length + 2 : 2, OnnxFile.Read<float>(FilePath, OnnxOutputs.FamilyOf("normal")).Model.Network.Nodes.Length);
    }

    [Fact]
    public void A_number_of_outputs_that_no_such_family_has_is_refused()
    {
        OnnxDraft draft = new OnnxDraft("y").Store("w", 3, 1).Node("y = Gemm x w");
        Assert.Contains("model.onnx: found 1 outputs; expected a number of outputs that suits the likelihood.", Refused(draft, OnnxOutputs.FamilyOf("categorical")).Message, StringComparison.Ordinal);
    }

    private static OnnxDraft Layer(long opset = 13) => new OnnxDraft("y", opset).Store("w", 3, 2).Store("b", 2).Node("h = Gemm x w b");

    private static OnnxDraft WithInput(OnnxDraft draft)
    {
        draft.Model.Graph.Input.Add(OnnxDraft.Declare("second", 3));
        return draft;
    }

    private InvalidInputException Refused(OnnxDraft? draft = null, Func<int, Likelihood>? likelihoodOf = null)
    {
        draft?.Write(FilePath);
        return Assert.Throws<InvalidInputException>(() => OnnxFile.Read<float>(FilePath, likelihoodOf ?? OnnxOutputs.FamilyOf("normal")));
    }
}
