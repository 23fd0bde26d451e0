using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Datasets;

/// <summary>Numbers read as they are stored, rounded to the scalar asked for: features in single or double precision, labels as integers.</summary>
public sealed class NumberTable<TStored> : ITable
    where TStored : unmanaged, INumberBase<TStored>
{
    private readonly TStored[] _values;

    /// <summary>A table over the caller's array, which it keeps; a row after another.</summary>
    /// <exception cref="ArgumentException">The values do not fill whole rows.</exception>
    public NumberTable(TStored[] values, int columns)
    {
        Rows = TableExtent.Rows(values.Length, columns);
        Columns = columns;
        _values = values;
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
        for (int i = 0; i < indices.Length; i++)
            TensorPrimitives.ConvertTruncating(_values.AsSpan(indices[i] * Columns, Columns), destination.Row(i));
    }

    /// <inheritdoc/>
    public void AppendTo(IncrementalHash checksum) => checksum.AppendData(MemoryMarshal.AsBytes(_values.AsSpan()));
}
