using System.Numerics;
using System.Runtime.CompilerServices;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>
/// A product on one thread, in blocks that suit the caches: a sliver of B (<see cref="InnerBlock"/> deep) stays in the first level while
/// strips of A from the second level pass by. Every element of C is summed in the same order wherever it lies, so the bits do not depend
/// on how a product is cut. Source: [Goto08], §4.
/// </summary>
internal static unsafe class BlockedProduct<TUnit, TVector, T>
    where TUnit : struct, IVectorUnit<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int InnerBlock = 256, RowBlock = 240, ColumnBlock = 2048;

    // Below this many columns a strip of A is used too few times to be worth a copy.
    private const int FewColumns = 96;

    // Below this many rows the same holds for B.
    private const int FewRows = 24;

    // Rows a multiple of this many bytes apart fall on the same few lines of the first-level cache.
    private const int CacheConflict = 1024;

    private const int LowRows = LowKernel<TUnit, TVector, T>.Rows;

    // Sixteen registers, as go with 256 bits, hold the sums of six rows only.
    private static int TallRows => TUnit.Lanes * sizeof(T) == 32 ? LowRows : TallKernel<TUnit, TVector, T>.Rows;

    public static void Run(in ProductTask<T> task)
    {
        int innerBlock = Math.Min(task.Inner, InnerBlock), rowBlock = Math.Min(RoundUp(task.Rows, LowRows), RowBlock);
        int columnBlock = Math.Min(RoundUp(task.Columns, TUnit.Lanes), ColumnBlock);
        T* packedB = (T*)PackedMemory.Take(innerBlock * (rowBlock + columnBlock) * sizeof(T)), packedA = packedB + (innerBlock * columnBlock);
        for (int column = 0; column < task.Columns; column += ColumnBlock)
        {
            ProductTask<T> columns = task.ColumnRange(column, Math.Min(ColumnBlock, task.Columns - column));
            for (int inner = 0; inner < task.Inner; inner += InnerBlock)
            {
                ProductTask<T> slice = columns with
                {
                    A = columns.A + (inner * columns.AInner),
                    B = columns.B + (inner * columns.BInner),
                    Inner = Math.Min(InnerBlock, task.Inner - inner),
                    Keep = inner == 0 ? task.Keep : T.One,
                };
                RunSlice(slice, packedA, packedB);
            }
        }
    }

    private static void RunSlice(in ProductTask<T> slice, T* packedA, T* packedB)
    {
        bool keepB = slice.Rows <= FewRows && slice.BColumn == 1;
        bool keepA = slice.Columns <= FewColumns && (slice.ARow == 1 || slice.ARow * sizeof(T) % CacheConflict != 0);
        for (int row = 0; row < slice.Rows; row += RowBlock)
        {
            ProductTask<T> rows = slice.RowRange(row, Math.Min(RowBlock, slice.Rows - row));
            T* sliver = packedB;
            for (int column = 0; column < rows.Columns;)
            {
                int left = rows.Columns - column;
                bool isDouble = left > TUnit.Lanes;
                int width = isDouble ? 2 * TUnit.Lanes : TUnit.Lanes, count = Math.Min(width, left);
                T* source = rows.B + (column * rows.BColumn);
                bool direct = keepB && count == width;
                if (row == 0 && !direct)
                {
                    if (rows.BColumn == 1) Packing.Copy(source, rows.BInner, count, width, rows.Inner, sliver);
                    else Packing.Transpose(source, rows.BColumn, count, width, rows.Inner, sliver);
                }

                T* b = direct ? source : sliver;
                nint step = direct ? rows.BInner : width;
                if (isDouble) RunSliver<TwoVectors>(rows, packedA, column == 0, keepA, b, step, column, count);
                else RunSliver<OneVector>(rows, packedA, column == 0, keepA, b, step, column, count);
                sliver += rows.Inner * width;
                column += count;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunSliver<TWidth>(
        in ProductTask<T> rows, T* packedA, bool isFirst, bool keepA, T* b, nint step, int column, int columns)
        where TWidth : struct, ITileWidth
    {
        int width = TWidth.IsDouble ? 2 * TUnit.Lanes : TUnit.Lanes;
        T* tile = stackalloc T[TallKernel<TUnit, TVector, T>.Rows * 2 * TUnit.Lanes];
        T* strip = packedA;
        for (int row = 0; row < rows.Rows;)
        {
            int left = rows.Rows - row;
            int height = left > LowRows ? TallRows : LowRows, count = Math.Min(height, left);
            T* source = rows.A + (row * rows.ARow), a = source;
            nint rowStep = rows.ARow, innerStep = rows.AInner;
            if (!keepA || count < height)
            {
                if (isFirst)
                {
                    if (rows.ARow == 1) Packing.Copy(source, rows.AInner, count, height, rows.Inner, strip);
                    else Packing.Transpose(source, rows.ARow, count, height, rows.Inner, strip);
                }

                a = strip;
                (rowStep, innerStep) = (1, height);
                strip += rows.Inner * height;
            }

            if (height == TallKernel<TUnit, TVector, T>.Rows) TallKernel<TUnit, TVector, T>.Run<TWidth>(rows.Inner, a, rowStep, innerStep, b, step, tile);
            else LowKernel<TUnit, TVector, T>.Run<TWidth>(rows.Inner, a, rowStep, innerStep, b, step, tile);
            Merge(tile, width, rows.C + (row * rows.CRow) + column, rows.CRow, count, columns, rows.Scale, rows.Keep);
            row += count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Merge(T* tile, int width, T* c, nint cRow, int rows, int columns, T scale, T keep)
    {
        TVector scales = TUnit.Broadcast(scale), keeps = TUnit.Broadcast(keep);
        bool overwrites = keep == T.Zero;
        for (int i = 0; i < rows; i++, tile += width, c += cRow)
        {
            int j = 0;
            for (; j + TUnit.Lanes <= columns; j += TUnit.Lanes)
            {
                TVector old = overwrites ? default : TUnit.MultiplyAdd(keeps, TUnit.Load(c + j), default);
                TUnit.Store(TUnit.MultiplyAdd(scales, TUnit.Load(tile + j), old), c + j);
            }

            for (; j < columns; j++) c[j] = T.FusedMultiplyAdd(scale, tile[j], overwrites ? T.Zero : T.FusedMultiplyAdd(keep, c[j], T.Zero));
        }
    }

    private static int RoundUp(int value, int unit) => (value + unit - 1) / unit * unit;
}
