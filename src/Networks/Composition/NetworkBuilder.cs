using System.Collections.Immutable;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Composition;

/// <summary>Composes layers into a directed acyclic graph; each addition may read any node added before it.</summary>
public sealed class NetworkBuilder
{
    private readonly List<Node> _nodes = [];
    private readonly List<TensorSlot> _parameters = [];
    private readonly List<TensorSlot> _statistics = [];
    private readonly HashSet<string> _nodeNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tensorNames = new(StringComparer.Ordinal);

    /// <summary>A graph with an input of a shape, as in 28×28.</summary>
    public NetworkBuilder(Shape input)
    {
        if (input.ElementCount == 0) throw new ArgumentException($"A network's input has the shape {input}; expected at least one value.", nameof(input));
        _nodes.Add(new Node(0, "input", null, [], new LayerPlan(input), [], []));
        _nodeNames.Add(Input.Name);
    }

    /// <summary>The input node.</summary>
    public Node Input => _nodes[0];

    /// <summary>Adds a layer that reads the node added last.</summary>
    public Node Add(string name, Layer layer) => Add(name, layer, _nodes[^1]);

    /// <summary>Adds a layer that reads the given nodes.</summary>
    /// <exception cref="ArgumentException">The name is taken, a node is not of this graph, or shapes don't suit.</exception>
    public Node Add(string name, Layer layer, params ReadOnlySpan<Node> inputs) => Add(name, layer, null, inputs);

    /// <summary>Adds a layer whose tensors, parameters before statistics, have names of their own, as in a model file.</summary>
    /// <exception cref="ArgumentException">A name is taken or missing, a node is not of this graph, or shapes don't suit.</exception>
    public Node Add(string name, Layer layer, IReadOnlyList<string>? tensorNames, params ReadOnlySpan<Node> inputs)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_nodeNames.Contains(name)) throw new ArgumentException($"Two nodes are called '{name}'; give one of them another name.", nameof(name));
        if (inputs.Length != layer.Arity) throw new ArgumentException($"Layer '{name}' ({layer.Kind}) reads {layer.Arity} inputs, found {inputs.Length}.", nameof(inputs));
        Shape[] shapes = new Shape[inputs.Length];
        ImmutableArray<int>.Builder indices = ImmutableArray.CreateBuilder<int>(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Index >= _nodes.Count || _nodes[inputs[i].Index] != inputs[i])
                throw new ArgumentException($"Layer '{name}' reads node '{inputs[i].Name}' of another graph.", nameof(inputs));
            shapes[i] = inputs[i].Shape;
            indices.Add(inputs[i].Index);
        }

        LayerPlan plan;
        try
        {
            plan = layer.Plan(shapes);
        }
        catch (ArgumentException mismatch)
        {
            throw new ArgumentException($"Layer '{name}' ({layer.Kind}): {mismatch.Message}", nameof(layer), mismatch);
        }

        CheckPlan(name, layer, plan, shapes);
        string[] names = [.. tensorNames ?? plan.Parameters.AddRange(plan.Statistics).Select(tensor => $"{name}.{tensor.Name}")];
        CheckTensorNames(name, plan, names);
        ReadOnlySpan<string> parameters = names.AsSpan(0, plan.Parameters.Length), statistics = names.AsSpan(plan.Parameters.Length);
        Node added = new(_nodes.Count, name, layer, indices.ToImmutable(), plan, Place(parameters, plan.Parameters, _parameters), Place(statistics, plan.Statistics, _statistics));
        _nodes.Add(added);
        _nodeNames.Add(name);
        return added;
    }

    /// <summary>The network whose output is the node added last.</summary>
    public Network Build()
    {
        if (_nodes.Count == 1) throw new InvalidOperationException("A network needs at least one layer.");
        HashSet<int> read = [.. _nodes.SelectMany(node => node.Inputs)];
        foreach (Node node in _nodes[..^1])
        {
            if (!read.Contains(node.Index))
                throw new InvalidOperationException($"No layer reads node '{node.Name}'; the output must be the node added last.");
        }

        return new Network([.. _nodes], new TensorLayout([.. _parameters]), new TensorLayout([.. _statistics]));
    }

    // What a layer's own plan may get wrong without any later pass noticing.
    private static void CheckPlan(string name, Layer layer, LayerPlan plan, Shape[] inputs)
    {
        if (plan.IsView && (inputs.Length != 1 || plan.Output.ElementCount != inputs[0].ElementCount || !plan.Parameters.IsEmpty))
            throw new ArgumentException($"Layer '{name}' ({layer.Kind}) plans a view, but a view has one input, as many values as that, and no parameters.", nameof(layer));
        if (plan.Block == BlockKind.None && !plan.Parameters.IsEmpty)
            throw new ArgumentException($"Layer '{name}' ({layer.Kind}) plans parameters of no block; expected them to be affine or scale and shift, so that no optimiser passes over them.", nameof(layer));
        if (plan.Block != BlockKind.None && !IsBlock(plan))
            throw new ArgumentException($"Layer '{name}' ({layer.Kind}) plans parameters that are no {plan.Block} block; expected {Expectation(plan.Block)}.", nameof(layer));
    }

    private static bool IsBlock(LayerPlan plan)
    {
        if (plan.Parameters.Length is not (1 or 2)) return false;
        Shape first = plan.Parameters[0].Shape;
        if (plan.Block == BlockKind.ScaleAndShift) return plan.Parameters.Length == 2 && first.Rank == 1 && plan.Parameters[1].Shape.Equals(first);
        return first.Rank == 2 && (plan.Parameters.Length == 1 || plan.Parameters[1].Shape.Equals(new Shape(first.Extents[0])));
    }

    private static string Expectation(BlockKind kind) => kind == BlockKind.Affine
        ? "a matrix, outputs × inputs, and perhaps a bias for each output"
        : "a scale and a shift for each unit";

    private void CheckTensorNames(string layer, LayerPlan plan, string[] names)
    {
        int tensors = plan.Parameters.Length + plan.Statistics.Length;
        if (names.Length != tensors) throw new ArgumentException($"Layer '{layer}' has {tensors} tensors, found {names.Length} names.", nameof(names));
        for (int i = 0; i < names.Length; i++)
        {
            if (_tensorNames.Contains(names[i]) || names.AsSpan(0, i).Contains(names[i]))
                throw new ArgumentException($"Two tensors are called '{names[i]}'; give that of layer '{layer}' another name.", nameof(names));
        }

        // None of them before all are known to be new.
        _tensorNames.UnionWith(names);
    }

    private static ImmutableArray<TensorSlot> Place(ReadOnlySpan<string> names, ImmutableArray<TensorDeclaration> declarations, List<TensorSlot> slots)
    {
        ImmutableArray<TensorSlot>.Builder placed = ImmutableArray.CreateBuilder<TensorSlot>(declarations.Length);
        for (int i = 0; i < declarations.Length; i++)
        {
            TensorDeclaration declaration = declarations[i];
            int offset = slots.Count == 0 ? 0 : checked(slots[^1].Offset + slots[^1].Length);
            TensorSlot slot = new(names[i], declaration.Shape, offset, declaration.Initialisation);
            slots.Add(slot);
            placed.Add(slot);
        }

        return placed.MoveToImmutable();
    }
}
