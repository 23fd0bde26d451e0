using System.Collections.Immutable;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>Makes layers of an ONNX graph's values, and remembers from which stored tensors their parameters come.</summary>
internal sealed class NetworkAssembly
{
    private const string WeightSuffix = ".weight";

    // Deeper arithmetic than any activation function's is given up, or made a node, so that recursion stays shallow.
    private const int Shallow = 16;
    private const int Deepest = 32;

    private readonly string _path;
    private readonly NetworkBuilder _builder;
    private readonly Dictionary<string, int> _nodeNames = new(StringComparer.Ordinal);
    private readonly HashSet<OnnxTensor> _matrices = [];
    private readonly Dictionary<string, TensorSource> _sources = new(StringComparer.Ordinal);

    /// <summary>A network that takes inputs of a shape.</summary>
    public NetworkAssembly(string path, Shape input)
    {
        _path = path;
        _builder = new NetworkBuilder(input);
        _nodeNames.Add(_builder.Input.Name, 1);
        Input = new GraphValue.Data(null, _builder.Input);
    }

    /// <summary>The network's input.</summary>
    public GraphValue.Data Input { get; }

    /// <summary>W x + b of a stored weight and perhaps a bias, both to be scaled.</summary>
    public GraphValue.Data Dense(GraphValue.Affine product, GraphValue.Stored? bias, double biasScale)
    {
        OnnxNode origin = product.Origin!;
        GraphValue.Stored weight = product.Weight;
        Shape stored = weight.Tensor.Shape;
        bool isTransposed = product.IsTransposed ^ weight.IsTransposed;
        (int units, int width) = isTransposed ? (stored.Extents[1], stored.Extents[0]) : (stored.Extents[0], stored.Extents[1]);
        Node from = Materialise(product.Argument);
        if (from.Shape.Rank != 1) throw origin.Refuse($"values of shape {from.Shape} for each example", "a vector", "Flatten them before the layer; convolution and attention are not read.");
        if (width != from.Width || units == 0) throw origin.Refuse($"a weight {Quoted.Name(weight.Name)} of shape {stored} for {from.Width} values", $"{from.Width} inputs");
        if (bias is not null && (bias.Tensor.Shape.ElementCount != units || bias.Tensor.Shape.Extents is not ([_] or [1, _])))
            throw origin.Refuse($"a bias {Quoted.Name(bias.Name)} of shape {bias.Tensor.Shape}", $"shape {units}");
        if (!_matrices.Add(weight.Tensor)) throw UsedTwice(weight.Name);
        TensorSource matrix = new(weight.Name, weight.Tensor) { IsTransposed = isTransposed, Scale = product.Scale };
        return Add(origin, weight.Name, new Dense(units, bias is not null), product.Argument, bias is null ? [matrix] : [matrix, new(bias.Name, bias.Tensor) { Scale = biasScale }]);
    }

    /// <summary>Batch normalisation by stored scale, shift, mean and variance.</summary>
    public GraphValue.Data Normalise(OnnxNode origin, BatchNormalisation layer, GraphValue argument, ReadOnlySpan<GraphValue.Stored> tensors)
    {
        Node from = Materialise(argument);
        if (from.Shape.Rank != 1) throw origin.Refuse($"values of shape {from.Shape} for each example", "a vector", "Flatten them before the layer.");
        foreach (GraphValue.Stored tensor in tensors)
        {
            if (tensor.Tensor.Shape is not { Rank: 1 } shape || shape.ElementCount != from.Width)
                throw origin.Refuse($"a tensor {Quoted.Name(tensor.Name)} of shape {tensor.Tensor.Shape}", $"shape {from.Width}");
        }

        TensorSource[] sources = new TensorSource[tensors.Length];
        for (int i = 0; i < tensors.Length; i++) sources[i] = new(tensors[i].Name, tensors[i].Tensor);
        return Add(origin, sources[0].Name, layer, argument, sources);
    }

    /// <summary>The values of an example as a vector.</summary>
    public GraphValue Flatten(OnnxNode origin, GraphValue argument) =>
        Materialise(argument).Shape.Rank == 1 ? argument : Add(origin, origin.Label, new Flatten(), argument, []);

    /// <summary>The value, as a node of the network if it has become so deep that following it further would be unsafe.</summary>
    public GraphValue Settle(GraphValue value)
    {
        if (value.Depth >= Shallow && value is GraphValue.Applied or GraphValue.Sum) return new GraphValue.Data(value.Origin, Materialise(value));
        return value.Depth < Deepest ? value : throw value.Origin!.Refuse($"arithmetic {value.Depth} operators deep", "activation functions and layers");
    }

    /// <summary>The node of a value, which is made if need be.</summary>
    public Node Materialise(GraphValue value)
    {
        if (value.Built is { } built) return built;
        GraphValue.Data made = value switch
        {
            GraphValue.Affine product => Dense(product, null, 1),
            GraphValue.Applied applied => Add(applied.Origin!, applied.Origin!.Label, new Activation(applied.Function), applied.Argument, []),
            GraphValue.Sum sum => Join(sum),
            GraphValue.Stored stored => throw new InvalidInputException(_path, $"the stored tensor {Quoted.Name(stored.Name)} where a layer's values should be", "values that depend on the input"),
            GraphValue.Softmax softmax => throw softmax.Origin!.Refuse($"a {softmax.Origin.Operator} before other layers", "one at the end only"),
            _ => throw value.Origin!.Refuse($"{value.Origin.Operator}, which is no part of an activation function that is known", OnnxOperators.Expected),
        };
        value.Built = made.Built;
        return made.Built!;
    }

    /// <summary>The network that ends with a value, and the sources of its parameters and statistics.</summary>
    /// <exception cref="InvalidInputException">Some layer's values lead nowhere, or there are no parameters.</exception>
    public OnnxStructure Build(GraphValue output, string? dropped)
    {
        Node last = Materialise(output);
        if (last == _builder.Input || _sources.Count == 0) throw new InvalidInputException(_path, "a graph without weights", "a network of layers");
        if (last.Shape.Rank != 1) throw new InvalidInputException(_path, $"an output of shape {last.Shape} for each example", "a vector");
        try
        {
            return new OnnxStructure(_builder.Build(), [.. _sources.Values], dropped);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidInputException(_path, $"a graph some part of which leads nowhere ({error.Message.TrimEnd('.')})", "layers that all lead to the output", cause: error);
        }
    }

    private GraphValue.Data Join(GraphValue.Sum sum)
    {
        Node left = Materialise(sum.Left), right = Materialise(sum.Right);
        if (!left.Shape.Equals(right.Shape)) throw sum.Origin!.Refuse($"a sum of values of shapes {left.Shape} and {right.Shape}", "one shape");
        return new GraphValue.Data(sum.Origin, _builder.Add(FreshName(sum.Origin!.Label), new Addition(), left, right));
    }

    private GraphValue.Data Add(OnnxNode origin, string label, Layer layer, GraphValue argument, ReadOnlySpan<TensorSource> tensors)
    {
        foreach (TensorSource source in tensors)
        {
            if (!source.Tensor.IsFloatingPoint) throw origin.Refuse($"a tensor {Quoted.Name(source.Name)} of whole numbers", "floating-point numbers");
            if (!_sources.TryAdd(source.Name, source)) throw UsedTwice(source.Name);
        }

        Node from = Materialise(argument);
        ImmutableArray<string> names = [.. tensors.ToArray().Select(source => source.Name)];
        string name = FreshName(label.EndsWith(WeightSuffix, StringComparison.Ordinal) && label.Length > WeightSuffix.Length ? label[..^WeightSuffix.Length] : label);
        return new GraphValue.Data(origin, _builder.Add(name, layer, names, from));
    }

    private InvalidInputException UsedTwice(string tensor) => new(
        _path,
        $"the tensor {Quoted.Name(tensor)} as a parameter of two layers",
        "a tensor for each layer, since shared parameters are not supported",
        "Give each layer a copy of its own before exporting.");

    private string FreshName(string wanted)
    {
        string name = string.IsNullOrWhiteSpace(wanted) ? wanted = "node" : wanted;
        while (!_nodeNames.TryAdd(name, 1)) name = $"{wanted}#{++_nodeNames[wanted]}";
        return name;
    }
}
