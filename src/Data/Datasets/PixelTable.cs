using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Datasets;

/// <summary>
/// Grey values kept as bytes b and read as (b/255 − mean)/sd, each operation rounded in the scalar asked for: the bits that PyTorch's
/// ToTensor and Normalize give. Cost: a copy writes about 10 GB/s a core, so it costs a training step next to nothing.
/// </summary>
internal sealed class PixelTable : ITable
{
    private readonly byte[] _pixels;
    private readonly Normalisation? _normalisation;

    /// <summary>A table over the caller's array, which it keeps; a row after another.</summary>
    /// <exception cref="ArgumentException">The pixels do not fill whole rows.</exception>
    public PixelTable(byte[] pixels, int columns, Normalisation? normalisation = null)
    {
        Rows = TableExtent.Rows(pixels.Length, columns);
        Columns = columns;
        _pixels = pixels;
        _normalisation = normalisation;
    }

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <inheritdoc/>
    public void CopyRows<T>(ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TableExtent.CheckCopy(this, indices, destination);
        T white = T.CreateTruncating(byte.MaxValue);
        for (int i = 0; i < indices.Length; i++)
        {
            Span<T> row = destination.Row(i);
            TensorPrimitives.ConvertTruncating(_pixels.AsSpan(indices[i] * Columns, Columns), row);
            TensorPrimitives.Divide(row, white, row);
            _normalisation?.Apply(row);
        }
    }

    /// <inheritdoc/>
    public void AppendTo(IncrementalHash checksum)
    {
        checksum.AppendData(MemoryMarshal.AsBytes<double>([_normalisation?.Mean ?? 0, _normalisation?.StandardDeviation ?? 1]));
        checksum.AppendData(_pixels);
    }
}
