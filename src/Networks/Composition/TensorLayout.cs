using System.Collections.Immutable;

namespace Neuromanifold.Networks.Composition;

/// <summary>How named tensors lie one after the other in a contiguous vector: parameters, gradients, momenta and Fisher diagonals share one layout.</summary>
public sealed class TensorLayout
{
    internal TensorLayout(ImmutableArray<TensorSlot> slots)
    {
        Slots = slots;
        Length = slots.Sum(slot => slot.Length);
    }

    /// <summary>The tensors in their order.</summary>
    public ImmutableArray<TensorSlot> Slots { get; }

    /// <summary>The length of the vector.</summary>
    public int Length { get; }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public TensorSlot this[string name] => Slots.FirstOrDefault(slot => slot.Name == name)
        ?? throw new KeyNotFoundException($"There is no tensor '{name}'; there are {string.Join(", ", Slots.Select(slot => slot.Name))}.");
}
