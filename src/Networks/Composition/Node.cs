using System.Collections.Immutable;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Composition;

/// <summary>A layer at its place in a network.</summary>
public sealed class Node
{
    internal Node(int index, string name, Layer? layer, ImmutableArray<int> inputs, LayerPlan plan, ImmutableArray<TensorSlot> parameters, ImmutableArray<TensorSlot> statistics)
    {
        Index = index;
        Name = name;
        Layer = layer;
        Inputs = inputs;
        Plan = plan;
        Parameters = parameters;
        Statistics = statistics;
    }

    /// <summary>The position in topological order; 0 is the input.</summary>
    public int Index { get; }

    /// <summary>The name, unique in the network.</summary>
    public string Name { get; }

    /// <summary>The layer; null for the input.</summary>
    public Layer? Layer { get; }

    /// <summary>The nodes it reads, all before it.</summary>
    public ImmutableArray<int> Inputs { get; }

    /// <summary>The layer's shapes and needs.</summary>
    public LayerPlan Plan { get; }

    /// <summary>Values per example.</summary>
    public int Width => Plan.Output.ElementCount;

    /// <summary>The shape of one example.</summary>
    public Shape Shape => Plan.Output;

    /// <summary>The layer's tensors in the network's vector of parameters.</summary>
    public ImmutableArray<TensorSlot> Parameters { get; }

    /// <summary>The layer's tensors in the network's vector of statistics.</summary>
    public ImmutableArray<TensorSlot> Statistics { get; }
}
