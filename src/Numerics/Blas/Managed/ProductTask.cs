namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>C ← scale · A B + keep · C on raw memory, where transposed operands are plain ones with their two steps exchanged.</summary>
internal readonly unsafe struct ProductTask<T>
    where T : unmanaged
{
    public int Rows { get; init; }

    public int Columns { get; init; }

    public int Inner { get; init; }

    /// <summary>Element a_ik lies at i·ARow + k·AInner; one of the two is 1.</summary>
    public T* A { get; init; }

    public nint ARow { get; init; }

    public nint AInner { get; init; }

    /// <summary>Element b_kj lies at k·BInner + j·BColumn; one of the two is 1.</summary>
    public T* B { get; init; }

    public nint BInner { get; init; }

    public nint BColumn { get; init; }

    /// <summary>Element c_ij lies at i·CRow + j.</summary>
    public T* C { get; init; }

    public nint CRow { get; init; }

    public T Scale { get; init; }

    public T Keep { get; init; }

    /// <summary>The width of the vectors to use: 512, 256 or 128.</summary>
    public int VectorBits { get; init; }

    /// <summary>The part of the task that fills some rows of C.</summary>
    public ProductTask<T> RowRange(int start, int count) => this with { Rows = count, A = A + (start * ARow), C = C + (start * CRow) };

    /// <summary>The part of the task that fills some columns of C.</summary>
    public ProductTask<T> ColumnRange(int start, int count) => this with { Columns = count, B = B + (start * BColumn), C = C + start };
}
