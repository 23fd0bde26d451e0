using System.Numerics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Datasets;

/// <summary>The rules of tables: values fill whole rows, and a copy has a place for each row asked for.</summary>
internal static class TableExtent
{
    public static int Rows(int length, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        return length % columns == 0
            ? length / columns
            : throw new ArgumentException($"{length} values do not fill rows of {columns}.", nameof(length));
    }

    public static void CheckCopy<T>(ITable table, ReadOnlySpan<int> indices, MatrixView<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (destination.Rows != indices.Length || destination.Columns != table.Columns)
            throw new ArgumentException($"{indices.Length} rows of {table.Columns} values need a destination of that shape, found {destination.Rows}×{destination.Columns}.", nameof(destination));
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)table.Rows) throw new ArgumentException($"There is no row {index} among {table.Rows}.", nameof(indices));
        }
    }
}
