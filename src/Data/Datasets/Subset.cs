using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Datasets;

/// <summary>Some of the examples of a part, in an order of their own; the values stay where they are.</summary>
public sealed class Subset : IDatasetPart
{
    // As many indices as fit on the stack while they are translated.
    private const int Chunk = 256;

    private readonly IDatasetPart _whole;
    private readonly int[] _members;
    private string? _fingerprint;

    /// <summary>The examples at the positions <paramref name="members"/> of <paramref name="whole"/>; the list is kept.</summary>
    /// <exception cref="ArgumentException">A position lies outside.</exception>
    public Subset(IDatasetPart whole, int[] members)
    {
        foreach (int member in members)
        {
            if ((uint)member >= (uint)whole.Count) throw new ArgumentException($"There is no example {member} among {whole.Count}.", nameof(members));
        }

        _whole = whole;
        _members = members;
    }

    /// <summary>The examples from <paramref name="start"/> on.</summary>
    /// <exception cref="ArgumentException">The range reaches outside.</exception>
    public Subset(IDatasetPart whole, int start, int count)
        : this(whole, [.. Enumerable.Range(start, count)])
    {
    }

    /// <inheritdoc/>
    public int Count => _members.Length;

    /// <inheritdoc/>
    public Shape InputShape => _whole.InputShape;

    /// <inheritdoc/>
    public int OutcomeWidth => _whole.OutcomeWidth;

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint ??= Convert.ToHexStringLower(
        SHA256.HashData([.. Encoding.ASCII.GetBytes(_whole.Fingerprint), .. MemoryMarshal.AsBytes(_members.AsSpan())]));

    /// <inheritdoc/>
    public void CopyInputs<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<int> positions = stackalloc int[Chunk];
        for (int start = 0; start < indices.Length; start += Chunk)
        {
            ReadOnlySpan<int> translated = Translate(indices[start..], positions);
            _whole.CopyInputs(translated, destination.RowRange(start, translated.Length));
        }
    }

    /// <inheritdoc/>
    public void CopyOutcomes<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<int> positions = stackalloc int[Chunk];
        for (int start = 0; start < indices.Length; start += Chunk)
        {
            ReadOnlySpan<int> translated = Translate(indices[start..], positions);
            _whole.CopyOutcomes(translated, destination.RowRange(start, translated.Length));
        }
    }

    private ReadOnlySpan<int> Translate(ReadOnlySpan<int> indices, Span<int> positions)
    {
        int count = Math.Min(indices.Length, positions.Length);
        for (int i = 0; i < count; i++)
        {
            if ((uint)indices[i] >= (uint)_members.Length) throw new ArgumentException($"There is no example {indices[i]} among {_members.Length}.", nameof(indices));
            positions[i] = _members[indices[i]];
        }

        return positions[..count];
    }
}
