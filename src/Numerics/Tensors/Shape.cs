using System.Collections.Immutable;

namespace Neuromanifold.Numerics.Tensors;

/// <summary>The extents of an array, outermost first; row-major.</summary>
public sealed class Shape : IEquatable<Shape>
{
    /// <summary>A shape from its extents.</summary>
    /// <exception cref="ArgumentException">An extent is negative, or the product exceeds an int.</exception>
    public Shape(params ReadOnlySpan<int> extents)
    {
        long count = 1;
        foreach (int extent in extents)
        {
            if (extent < 0) throw new ArgumentException($"An extent of a shape is {extent}; expected zero or more.", nameof(extents));
            count *= extent;
            if (count > int.MaxValue) throw new ArgumentException($"A shape of {string.Join('×', extents.ToArray())} holds more than {int.MaxValue} elements.", nameof(extents));
        }

        Extents = [.. extents];
        ElementCount = (int)count;
    }

    /// <summary>The extents, outermost first.</summary>
    public ImmutableArray<int> Extents { get; }

    /// <summary>The product of the extents; 1 for a scalar.</summary>
    public int ElementCount { get; }

    /// <summary>The number of extents.</summary>
    public int Rank => Extents.Length;

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && Extents.AsSpan().SequenceEqual(other.Extents.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int extent in Extents) hash.Add(extent);
        return hash.ToHashCode();
    }

    /// <summary>The extents joined by ×, as in 80×784; "scalar" for none.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : string.Join('×', Extents);
}
