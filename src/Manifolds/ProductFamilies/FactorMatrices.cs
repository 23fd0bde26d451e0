using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ProductFamilies;

/// <summary>Block-diagonal matrices and tensors of factors.</summary>
internal static class FactorMatrices
{
    /// <summary>Zeros a matrix.</summary>
    public static void Clear(MatrixView<double> matrix)
    {
        for (int row = 0; row < matrix.Rows; row++) matrix.Row(row).Clear();
    }

    /// <summary>Writes a diagonal block, by way of a contiguous matrix.</summary>
    public static void Block(MatrixView<double> matrix, int start, int order, MatrixWriter write)
    {
        Matrix<double> block = new(order, order);
        write(block);
        matrix.RowRange(start, order).ColumnRange(start, order).CopyFrom(block);
    }

    /// <summary>Copies a factor's tensor of some rank to its place.</summary>
    public static void Block(Span<double> tensor, int dimension, int rank, int start, int order, ReadOnlySpan<double> block)
    {
        for (int index = 0; index < block.Length; index++)
        {
            int place = 0, scale = 1;
            for (int left = index, axis = 0; axis < rank; axis++, left /= order, scale *= dimension) place += (start + (left % order)) * scale;
            tensor[place] = block[index];
        }
    }
}
