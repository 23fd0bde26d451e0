using System.Numerics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>A file of named tensors, open for reading.</summary>
public interface ITensorFile : IDisposable
{
    /// <summary>The path it was opened by.</summary>
    string FilePath { get; }

    /// <summary>The types whose values can be read.</summary>
    string Readable { get; }

    /// <summary>The tensors' names.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>What there is under a name; null for nothing.</summary>
    (Shape Shape, string Type, bool IsReadable)? Describe(string name);

    /// <summary>Copies the values of a tensor that can be read, row-major, rounding them where <typeparamref name="T"/> is narrower.</summary>
    void CopyTo<T>(string name, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
