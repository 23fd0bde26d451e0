using System.Numerics;

namespace Neuromanifold.Numerics.Tensors;

/// <summary>A row-major matrix that owns its memory: contiguous and zero at birth.</summary>
public sealed class Matrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values;

    /// <summary>A matrix of zeros.</summary>
    public Matrix(int rows, int columns)
        : this(rows, columns, new T[checked(rows * columns)])
    {
    }

    /// <summary>A matrix over the caller's array, which it keeps.</summary>
    /// <exception cref="ArgumentException">The array's length is not rows × columns.</exception>
    public Matrix(int rows, int columns, T[] values)
    {
        if (values.Length != (long)rows * columns)
            throw new ArgumentException($"A {rows}×{columns} matrix needs {(long)rows * columns} elements, found {values.Length}.", nameof(values));
        Rows = rows;
        Columns = columns;
        _values = values;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>One element.</summary>
    public ref T this[int row, int column] => ref Row(row)[column];

    /// <summary>One row.</summary>
    public Span<T> Row(int row) => _values.AsSpan(row * Columns, Columns);

    /// <summary>All elements, row by row.</summary>
    public Span<T> AsSpan() => _values;

    /// <summary>All elements, row by row, to be kept.</summary>
    public Memory<T> AsMemory() => _values;

    /// <summary>The whole matrix as a view.</summary>
    public MatrixView<T> View => new(_values, Rows, Columns);

    /// <summary>The whole matrix as a view.</summary>
    public static implicit operator MatrixView<T>(Matrix<T> matrix) => matrix.View;

    /// <summary>The whole matrix as a view to read.</summary>
    public static implicit operator ReadOnlyMatrixView<T>(Matrix<T> matrix) => matrix.View;
}
