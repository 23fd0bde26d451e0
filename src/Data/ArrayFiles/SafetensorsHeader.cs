using System.Collections.Immutable;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>What stands before the data of a safetensors file.</summary>
/// <param name="Tensors">The tensors in the order of their data.</param>
/// <param name="Metadata">What else the file says of itself.</param>
/// <param name="DataStart">Where the data begin in the file.</param>
internal sealed record SafetensorsHeader(ImmutableArray<SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata, long DataStart)
{
    /// <summary>The size in front of the JSON text, in bytes.</summary>
    public const int Prefix = sizeof(ulong);

    /// <summary>The largest JSON text that the format's own library reads.</summary>
    public const int Largest = 100_000_000;

    /// <summary>The name under which the metadata stand, which no tensor can have.</summary>
    public const string MetadataName = "__metadata__";
}
