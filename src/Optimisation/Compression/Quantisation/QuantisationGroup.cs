using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Optimisation.Compression.Quantisation;

/// <summary>Parameters side by side in the network's vector that share a range and a number of bits.</summary>
/// <param name="Name">The tensor's, and for a neuron its number, as in fc1.weight[3].</param>
/// <param name="Start">Where they begin.</param>
/// <param name="Count">How many they are.</param>
public sealed record QuantisationGroup(string Name, int Start, int Count)
{
    /// <summary>All parameters of a network in groups.</summary>
    public static ImmutableArray<QuantisationGroup> Divide(Network network, QuantisationGrouping grouping)
    {
        HashSet<TensorSlot> matrices = grouping == QuantisationGrouping.Channel ? [.. network.Blocks.Where(block => block.Kind == BlockKind.Affine).Select(block => block.First)] : [];
        return [.. network.Parameters.Slots.SelectMany(slot => matrices.Contains(slot) ? Rows(slot) : [new QuantisationGroup(slot.Name, slot.Offset, slot.Length)])];
    }

    /// <summary>The group within the vector.</summary>
    public Span<T> In<T>(Span<T> vector) => vector.Slice(Start, Count);

    /// <summary>The group within the vector.</summary>
    public ReadOnlySpan<T> In<T>(ReadOnlySpan<T> vector) => vector.Slice(Start, Count);

    private static IEnumerable<QuantisationGroup> Rows(TensorSlot slot)
    {
        int rows = slot.Shape.Extents[0], columns = slot.Length / rows;
        return Enumerable.Range(0, rows).Select(row => new QuantisationGroup($"{slot.Name}[{row}]", slot.Offset + (row * columns), columns));
    }
}
