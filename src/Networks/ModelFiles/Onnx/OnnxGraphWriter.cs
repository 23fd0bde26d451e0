using System.Numerics;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>Describes a model as an ONNX graph in operators that every runtime has.</summary>
/// <param name="model">The model.</param>
internal sealed class OnnxGraphWriter<T>(Model<T> model)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Batch = "batch";

    private static readonly OnnxElementType Type = typeof(T) == typeof(float) ? OnnxElementType.Float : OnnxElementType.Double;

    private readonly GraphProto _graph = new() { Name = "network" };
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    // By node of the network: what its values are called in the graph.
    private readonly string[] _values = new string[model.Network.Nodes.Length];

    /// <summary>The graph: one input, one output, the parameters under their own names.</summary>
    /// <exception cref="ArgumentException">A layer is of a kind that has no such operator.</exception>
    public GraphProto Write()
    {
        Network network = model.Network;
        foreach (TensorSlot slot in network.Parameters.Slots) Store(slot, model.Parameters.Slice(slot.Offset, slot.Length));
        foreach (TensorSlot slot in network.Statistics.Slots) Store(slot, model.Statistics.Slice(slot.Offset, slot.Length));
        string input = Fresh("input"), output = Fresh(model.Likelihood is CategoricalLikelihood or BernoulliLikelihood ? "logits" : "output");
        _values[0] = input;
        foreach (Node node in network.Nodes.AsSpan()[1..])
        {
            // Nothing happens there when the model is used, so there may be no operator to give the output its name.
            bool isSilent = node.Layer is Dropout or Activation { Function: Identity };
            if (node != network.Output) _values[node.Index] = isSilent ? _values[node.Inputs[0]] : Write(node, Fresh(node.Name));
            else if (isSilent) Add("Identity", node.Name, output, _values[node.Inputs[0]]);
            else Write(node, output);
        }

        _graph.Input.Add(Declaration(input, network.InputShape));
        _graph.Output.Add(Declaration(output, network.Output.Shape));
        return _graph;
    }

    private static ValueInfoProto Declaration(string name, Shape shape)
    {
        TensorShapeProto extents = new() { Dim = { new TensorShapeProto.Types.Dimension { DimParam = Batch } } };
        foreach (int extent in shape.Extents) extents.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)Type, Shape = extents } } };
    }

    private static AttributeProto Number(string name, double value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)value };

    private static AttributeProto Integer(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private void Store(TensorSlot slot, ReadOnlyMemory<T> values)
    {
        TensorProto tensor = new() { Name = slot.Name, DataType = (int)Type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.Span)) };
        tensor.Dims.Add(slot.Shape.Extents.Select(extent => (long)extent));
        _graph.Initializer.Add(tensor);
        _names.Add(slot.Name);
    }

    private string Write(Node node, string output)
    {
        string input = _values[node.Inputs[0]];
        switch (node.Layer)
        {
            case Dense:
                Add("Gemm", node.Name, output, [input, .. node.Parameters.Select(slot => slot.Name)], Integer("transB", 1));
                break;
            case BatchNormalisation layer:
                Add(
                    "BatchNormalization", node.Name, output, [input, .. node.Parameters.Select(slot => slot.Name), .. node.Statistics.Select(slot => slot.Name)],
                    Number("epsilon", layer.Epsilon), Number("momentum", (double)(1 - (decimal)layer.Momentum)));
                break;
            case Flatten:
                Add("Flatten", node.Name, output, [input], Integer("axis", 1));
                break;
            case Addition:
                Add("Add", node.Name, output, input, _values[node.Inputs[1]]);
                break;
            case Activation activation:
                Write(activation.Function, node.Name, input, output);
                break;
            case { } layer:
                throw new ArgumentException($"Layer '{node.Name}' ({layer.Kind}) has no operator of ONNX; a model of dense, normalising and residual layers can be written.", nameof(node));
        }

        return output;
    }

    private void Write(ActivationFunction function, string name, string input, string output)
    {
        switch (function)
        {
            case RectifiedLinear:
                Add("Relu", name, output, input);
                break;
            case LeakyRectifiedLinear leaky:
                Add("LeakyRelu", name, output, [input], Number("alpha", leaky.Slope));
                break;
            case ExponentialLinear exponential:
                Add("Elu", name, output, [input], Number("alpha", exponential.Alpha));
                break;
            case ScaledExponentialLinear scaled:
                Add("Selu", name, output, [input], Number("alpha", scaled.Alpha), Number("gamma", scaled.Scale));
                break;
            case HyperbolicTangent:
                Add("Tanh", name, output, input);
                break;
            case LogisticSigmoid:
                Add("Sigmoid", name, output, input);
                break;
            case Softplus:
                Add("Softplus", name, output, input);
                break;
            case LogSigmoid:
                // The logarithm of a sigmoid would be −∞ far below zero.
                Add("Neg", name, output, Add("Softplus", name, null, Add("Neg", name, null, input)));
                break;
            case GaussianErrorLinear:
                string share = Add("Add", name, null, Add("Erf", name, null, Add("Div", name, null, input, Constant(name, Math.Sqrt(2)))), Constant(name, 1));
                Add("Mul", name, output, Add("Mul", name, null, input, share), Constant(name, 0.5));
                break;
            case GaussianErrorLinearByTanh:
                string cube = Add("Mul", name, null, input, Add("Mul", name, null, input, input));
                string inner = Add("Mul", name, null, Add("Add", name, null, input, Add("Mul", name, null, cube, Constant(name, 0.044715))), Constant(name, Math.Sqrt(2 / Math.PI)));
                string part = Add("Add", name, null, Add("Tanh", name, null, inner), Constant(name, 1));
                Add("Mul", name, output, Add("Mul", name, null, input, part), Constant(name, 0.5));
                break;
            default:
                throw new ArgumentException($"Activation '{name}' ({function.Name}) has no operator of ONNX; use one of the house's own.", nameof(function));
        }
    }

    private string Constant(string name, double value)
    {
        T typed = T.CreateTruncating(value);
        TensorProto tensor = new() { DataType = (int)Type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in typed))) };
        return Add("Constant", name, null, [], new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = tensor });
    }

    private string Add(string operation, string name, string? output, params ReadOnlySpan<string> inputs) => Add(operation, name, output, inputs.ToArray(), []);

    // Without an output's name, one of its own within the layer.
    private string Add(string operation, string name, string? output, string[] inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        output ??= Fresh($"{name}/{operation}");
        NodeProto node = new() { OpType = operation, Name = output, Input = { inputs }, Output = { output } };
        foreach (AttributeProto attribute in attributes) node.Attribute.Add(attribute);
        _graph.Node.Add(node);
        return output;
    }

    private string Fresh(string wanted)
    {
        string name = wanted;
        for (int i = 2; !_names.Add(name); i++) name = $"{wanted}_{i}";
        return name;
    }
}
