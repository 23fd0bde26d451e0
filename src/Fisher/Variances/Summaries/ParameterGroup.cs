using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Fisher.Variances.Summaries;

/// <summary>Parameters that are summarised together.</summary>
/// <param name="Name">What they are: a tensor, a layer, a neuron.</param>
/// <param name="Ranges">Where they lie in θ.</param>
public sealed record ParameterGroup(string Name, ImmutableArray<Range> Ranges)
{
    /// <summary>The number of parameters.</summary>
    public int Count => Ranges.Sum(range => range.End.Value - range.Start.Value);

    /// <summary>All parameters.</summary>
    public static ParameterGroup Whole(TensorLayout layout) => new("total", [0..layout.Length]);

    /// <summary>One group a tensor.</summary>
    public static ImmutableArray<ParameterGroup> ByTensor(TensorLayout layout) => [.. layout.Slots.Select(slot => new ParameterGroup(slot.Name, [All(slot)]))];

    /// <summary>One group a layer: its weights and its bias.</summary>
    public static ImmutableArray<ParameterGroup> ByLayer(Network network) =>
        [.. network.Blocks.Select(block => new ParameterGroup(block.Name, block.Second is { } second ? [All(block.First), All(second)] : [All(block.First)]))];

    /// <summary>One group a neuron of a layer: its row of weights and its bias, or its scale and its shift.</summary>
    public static ImmutableArray<ParameterGroup> ByNeuron(ParameterBlock block) => [.. Enumerable.Range(0, block.Outputs).Select(unit => Neuron(block, unit))];

    private static ParameterGroup Neuron(ParameterBlock block, int unit)
    {
        int inputs = block.Kind == BlockKind.Affine ? block.Inputs : 1, start = block.First.Offset + (unit * inputs);
        string name = $"{block.Name}[{unit}]";
        return block.Second is { } second
            ? new ParameterGroup(name, [start..(start + inputs), (second.Offset + unit)..(second.Offset + unit + 1)])
            : new ParameterGroup(name, [start..(start + inputs)]);
    }

    private static Range All(TensorSlot slot) => slot.Offset..(slot.Offset + slot.Length);
}
