using System.Globalization;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>A node of an ONNX graph: its operator, and its attributes by name and type.</summary>
internal sealed class OnnxNode
{
    private readonly string _path;
    private readonly NodeProto _node;
    private readonly int _index;

    /// <summary>The node with an index in its file.</summary>
    public OnnxNode(string path, NodeProto node, int index)
    {
        _path = path;
        _node = node;
        _index = index;
    }

    /// <summary>The operator.</summary>
    public string Operator => _node.OpType;

    /// <summary>The operator's domain; empty for the standard's own.</summary>
    public string Domain => _node.Domain;

    /// <summary>The names of the values it reads; an empty one stands for none.</summary>
    public IReadOnlyList<string> Inputs => _node.Input;

    /// <summary>The names of the values it gives.</summary>
    public IReadOnlyList<string> Outputs => _node.Output;

    /// <summary>A name for the layer made of it.</summary>
    public string Label => _node.Name.Length > 0 ? _node.Name : _node.Output.Count > 0 && _node.Output[0].Length > 0 ? _node.Output[0] : $"{Operator}{_index}";

    /// <summary>What is wrong with it.</summary>
    public InvalidInputException Refuse(string found, string expected, string? nextStep = null, Exception? cause = null)
    {
        string name = _node.Name.Length > 0 ? $"{Quoted.Name(_node.Name)} " : "";
        string output = _node.Output.Count > 0 ? $", output {Quoted.Name(_node.Output[0])}" : "";
        return new InvalidInputException($"{_path}, node {name}(number {_index}{output})", found, expected, nextStep, cause);
    }

    /// <summary>
    /// A floating-point attribute. The format knows floats only, where the network it came from had, say, 0.01: the shortest decimal that
    /// the float stands for is taken, or the usual value where the float is that one's.
    /// </summary>
    public double Number(string name, double usual)
    {
        if (Find(name, AttributeProto.Types.AttributeType.Float) is not { } attribute) return usual;
        if (!float.IsFinite(attribute.F)) throw Refuse($"{name} = {attribute.F}", "a finite number");
        return attribute.F == (float)usual ? usual : double.Parse(attribute.F.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number.</summary>
    public long Integer(string name, long usual) => Find(name, AttributeProto.Types.AttributeType.Int)?.I ?? usual;

    /// <summary>Whole numbers, or null where there is no such attribute.</summary>
    public IReadOnlyList<long>? Integers(string name) => Find(name, AttributeProto.Types.AttributeType.Ints)?.Ints;

    /// <summary>Floating-point numbers, or null where there is no such attribute.</summary>
    public IReadOnlyList<float>? Numbers(string name) => Find(name, AttributeProto.Types.AttributeType.Floats)?.Floats;

    /// <summary>A text.</summary>
    public string Text(string name, string usual) => Find(name, AttributeProto.Types.AttributeType.String)?.S.ToStringUtf8() ?? usual;

    /// <summary>A tensor, or null where there is no such attribute.</summary>
    public TensorProto? Tensor(string name) => Find(name, AttributeProto.Types.AttributeType.Tensor)?.T;

    /// <summary>Whether there is an attribute of a name.</summary>
    public bool Has(string name) => _node.Attribute.Any(attribute => attribute.Name == name);

    // Files of the format's first version say no type.
    private AttributeProto? Find(string name, AttributeProto.Types.AttributeType type)
    {
        AttributeProto? attribute = _node.Attribute.FirstOrDefault(attribute => attribute.Name == name);
        if (attribute is not null && attribute.Type != type && attribute.Type != AttributeProto.Types.AttributeType.Undefined)
            throw Refuse($"{name} of type {attribute.Type}", $"{type}");
        return attribute;
    }
}
