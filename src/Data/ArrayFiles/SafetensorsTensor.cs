using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>A tensor found in a safetensors file.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="ElementType">The type of its elements as the format names it, as in F32.</param>
/// <param name="Shape">The shape, row-major.</param>
public sealed record SafetensorsTensor(string Name, string ElementType, Shape Shape)
{
    /// <summary>Where its data begin, in bytes after the header.</summary>
    internal long Start { get; init; }

    /// <summary>Where its data end, in bytes after the header.</summary>
    internal long End { get; init; }
}
