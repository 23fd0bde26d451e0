namespace Neuromanifold.Numerics.Tensors;

/// <summary>The one rule of matrix views: the last row must end within the memory.</summary>
internal static class MatrixExtent
{
    public static void Check(int length, int rows, int columns, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (stride < columns) throw new ArgumentException($"A stride of {stride} is shorter than a row of {columns}.", nameof(stride));
        long needed = rows == 0 ? 0 : ((long)(rows - 1) * stride) + columns;
        if (length < needed) throw new ArgumentException($"A {rows}×{columns} view with stride {stride} needs {needed} elements, found {length}.", nameof(length));
    }
}
