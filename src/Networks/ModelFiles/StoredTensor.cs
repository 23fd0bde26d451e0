using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.ModelFiles;

/// <summary>A tensor as a model file stores it, and its place among the parameters or statistics of the network.</summary>
/// <param name="Name">The file's name for it, which is also that of its slot.</param>
/// <param name="Shape">The shape in the file.</param>
/// <param name="Slot">Its place in the network's vector.</param>
public sealed record StoredTensor(string Name, Shape Shape, TensorSlot Slot)
{
    /// <summary>Whether it is one of the statistics, which are not trained.</summary>
    public bool IsStatistic { get; init; }

    /// <summary>Whether the file holds the slot's matrix transposed: inputs × outputs.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>
    /// The factor by which the file's graph multiplies the stored values, 1 but for unusual files: the slot holds the products. A
    /// derivative with respect to the stored value is so many times that with respect to the slot's.
    /// </summary>
    public double Scale { get; init; } = 1;

    /// <summary>Copies one value for each element from the slot's orientation to the file's.</summary>
    public void ToStored<T>(ReadOnlySpan<T> values, Span<T> stored)
    {
        if (values.Length != Slot.Length || stored.Length != Slot.Length)
            throw new ArgumentException($"Tensor '{Name}' has {Slot.Length} elements; found {values.Length} and room for {stored.Length}.", nameof(values));
        if (IsTransposed) Transpose(values, Slot.Shape.Extents[0], Slot.Shape.Extents[1], stored);
        else values.CopyTo(stored);
    }

    /// <summary>Copies one value for each element from the file's orientation to the slot's.</summary>
    public void FromStored<T>(ReadOnlySpan<T> stored, Span<T> values)
    {
        if (values.Length != Slot.Length || stored.Length != Slot.Length)
            throw new ArgumentException($"Tensor '{Name}' has {Slot.Length} elements; found {stored.Length} and room for {values.Length}.", nameof(stored));
        if (IsTransposed) Transpose(stored, Slot.Shape.Extents[1], Slot.Shape.Extents[0], values);
        else stored.CopyTo(values);
    }

    private static void Transpose<T>(ReadOnlySpan<T> from, int rows, int columns, Span<T> to)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) to[(j * rows) + i] = from[(i * columns) + j];
        }
    }
}
