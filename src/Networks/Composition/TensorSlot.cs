using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Composition;

/// <summary>A named, shaped place in a contiguous vector.</summary>
/// <param name="Name">Unique in its layout, as in <c>fc1.weight</c>.</param>
/// <param name="Shape">The tensor's shape, row-major.</param>
/// <param name="Offset">Where it begins, in elements.</param>
/// <param name="Initialisation">What it holds before training.</param>
public sealed record TensorSlot(string Name, Shape Shape, int Offset, TensorInitialisation Initialisation)
{
    /// <summary>The number of elements.</summary>
    public int Length => Shape.ElementCount;

    /// <summary>This tensor within the vector.</summary>
    public Span<T> In<T>(Span<T> vector) => vector.Slice(Offset, Length);

    /// <summary>This tensor within the vector.</summary>
    public ReadOnlySpan<T> In<T>(ReadOnlySpan<T> vector) => vector.Slice(Offset, Length);
}
