using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>A tensor to be written to a file.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Shape">The shape, row-major.</param>
/// <param name="Values">As many values as the shape says.</param>
public sealed record NamedTensor<T>(string Name, Shape Shape, ReadOnlyMemory<T> Values)
    where T : unmanaged;
