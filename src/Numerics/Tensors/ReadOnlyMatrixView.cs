using System.Numerics;

namespace Neuromanifold.Numerics.Tensors;

/// <summary>A row-major matrix to read, over memory owned elsewhere.</summary>
public readonly ref struct ReadOnlyMatrixView<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A view of <paramref name="rows"/> contiguous rows.</summary>
    public ReadOnlyMatrixView(ReadOnlySpan<T> values, int rows, int columns)
        : this(values, rows, columns, columns)
    {
    }

    /// <summary>A view whose rows lie <paramref name="stride"/> elements apart.</summary>
    /// <exception cref="ArgumentException">The memory is too short, or the stride shorter than a row.</exception>
    public ReadOnlyMatrixView(ReadOnlySpan<T> values, int rows, int columns, int stride)
    {
        MatrixExtent.Check(values.Length, rows, columns, stride);
        Values = values;
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    /// <summary>The memory, from the first element of the first row.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>Elements from one row's start to the next's.</summary>
    public int Stride { get; }

    /// <summary>Whether rows follow one another without gaps.</summary>
    public bool IsContiguous => Stride == Columns || Rows <= 1;

    /// <summary>One element.</summary>
    public T this[int row, int column] => Row(row)[column];

    /// <summary>One row.</summary>
    public ReadOnlySpan<T> Row(int row) => Values.Slice(checked(row * Stride), Columns);

    /// <summary>The rows from <paramref name="start"/> on.</summary>
    public ReadOnlyMatrixView<T> RowRange(int start, int count) => new(Values[(count == 0 ? 0 : start * Stride)..], count, Columns, Stride);

    /// <summary>The columns from <paramref name="start"/> on.</summary>
    public ReadOnlyMatrixView<T> ColumnRange(int start, int count) => new(Rows == 0 ? default : Values[start..], Rows, count, Stride);

    /// <summary>All elements as one span.</summary>
    /// <exception cref="InvalidOperationException">The rows have gaps between them.</exception>
    public ReadOnlySpan<T> AsSpan() => IsContiguous
        ? Values[..(Rows * Columns)]
        : throw new InvalidOperationException($"A {Rows}×{Columns} view with stride {Stride} is not contiguous.");
}
