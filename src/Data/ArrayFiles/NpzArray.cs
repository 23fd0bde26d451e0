using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>An array found in an .npz file.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="ElementType">The type of its elements as NumPy names it, as in &lt;f8.</param>
/// <param name="Shape">The shape, row-major.</param>
public sealed record NpzArray(string Name, string ElementType, Shape Shape);
