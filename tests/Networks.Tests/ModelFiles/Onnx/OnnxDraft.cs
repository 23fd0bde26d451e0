using System.Runtime.InteropServices;
using Google.Protobuf;
using Neuromanifold.Networks.ModelFiles.Onnx;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;

namespace Neuromanifold.Networks.Tests.ModelFiles.Onnx;

/// <summary>A model file in the making: an input x of three values, then whatever a test adds.</summary>
internal sealed class OnnxDraft
{
    public OnnxDraft(string output, long opset = 13, params long[] example)
    {
        Model = new ModelProto { IrVersion = 8, OpsetImport = { new OperatorSetIdProto { Version = opset } }, Graph = new GraphProto() };
        Model.Graph.Input.Add(Declare("x", example.Length == 0 ? [3] : example));
        Model.Graph.Output.Add(new ValueInfoProto { Name = output });
    }

    public ModelProto Model { get; }

    public static ValueInfoProto Declare(string name, params long[] example)
    {
        TensorShapeProto shape = new() { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        foreach (long extent in example) shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = shape } } };
    }

    public static TensorProto Tensor(string name, long[] shape, params double[] values) =>
        new() { Name = name, DataType = (int)OnnxElementType.Double, Dims = { shape }, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<double>(values)) };

    public static AttributeProto Integer(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Number(string name, float value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Integers(string name, params long[] values) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };

    /// <summary>Adds an initializer of the values 0.1, 0.2, … with alternating signs.</summary>
    public OnnxDraft Store(string name, params long[] shape)
    {
        long count = shape.Aggregate(1L, (product, extent) => product * extent);
        return Store(Tensor(name, shape, [.. Enumerable.Range(1, (int)count).Select(i => (i % 2 == 0 ? -0.1 : 0.1) * i)]));
    }

    public OnnxDraft Store(TensorProto tensor)
    {
        Model.Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>Adds a node, written as "y = Gemm x w b".</summary>
    public OnnxDraft Node(string text, params AttributeProto[] attributes)
    {
        string[] words = text.Split(' ');
        Model.Graph.Node.Add(new NodeProto { Name = $"the {words[2]}", OpType = words[2], Output = { words[0].Split(',') }, Input = { words[3..].Select(word => word == "-" ? "" : word) }, Attribute = { attributes } });
        return this;
    }

    public void Write(string path) => File.WriteAllBytes(path, Model.ToByteArray());
}
