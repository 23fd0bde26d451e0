using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Tests.Tensors;

public sealed class MatrixViewTests
{
    [Fact]
    public void Every_element_of_a_view_and_of_its_parts_lies_where_the_stride_says()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int rows = random.NextInteger(8), columns = random.NextInteger(8), stride = columns + random.NextInteger(4);
            float[] memory = [.. Enumerable.Range(0, rows == 0 ? 0 : ((rows - 1) * stride) + columns).Select(i => (float)i)];
            MatrixView<float> view = new(memory, rows, columns, stride);
            int top = random.NextInteger(rows + 1), left = random.NextInteger(columns + 1);
            int height = random.NextInteger(rows - top + 1), width = random.NextInteger(columns - left + 1);

            MatrixView<float> part = view.RowRange(top, height).ColumnRange(left, width);
            ReadOnlyMatrixView<float> readOnly = view, readOnlyPart = readOnly.RowRange(top, height).ColumnRange(left, width);

            Assert.Equal((height, width), (part.Rows, part.Columns));
            for (int i = 0; i < height; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    Assert.Equal(((top + i) * stride) + left + j, part[i, j]);
                    Assert.Equal(part[i, j], readOnlyPart[i, j]);
                }
            }
        }
    }

    [Fact]
    public void Memory_that_ends_before_the_last_row_does_is_refused()
    {
        float[] memory = new float[10];
        _ = new MatrixView<float>(memory, 3, 2, 4);
        Assert.Throws<ArgumentException>(() => _ = new MatrixView<float>(memory, 3, 3, 4));
        Assert.Throws<ArgumentException>(() => _ = new ReadOnlyMatrixView<float>(memory, 3, 3, 4));
        Assert.Throws<ArgumentException>(() => _ = new MatrixView<float>(memory, 2, 4, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new MatrixView<float>(memory, -1, 2));
        Assert.Throws<ArgumentException>(() => _ = new MatrixView<float>(memory, 65_536, 65_537));
    }

    [Fact]
    public void Rows_and_columns_outside_are_refused()
    {
        float[] memory = new float[12];
        Assert.ThrowsAny<ArgumentException>(() => new MatrixView<float>(memory, 3, 4).Row(3).Length);
        Assert.ThrowsAny<ArgumentException>(() => new MatrixView<float>(memory, 3, 4).Row(-1).Length);
        Assert.Throws<IndexOutOfRangeException>(() => new MatrixView<float>(memory, 3, 4)[1, 4]);
        Assert.ThrowsAny<ArgumentException>(() => new MatrixView<float>(memory, 3, 4).RowRange(1, 3).Rows);
        Assert.ThrowsAny<ArgumentException>(() => new MatrixView<float>(memory, 3, 4).ColumnRange(2, 3).Rows);
        Assert.ThrowsAny<ArgumentException>(() => new ReadOnlyMatrixView<float>(memory, 3, 4).ColumnRange(2, 3).Rows);
    }

    [Fact]
    public void Only_a_contiguous_view_is_one_span()
    {
        float[] memory = new float[12];
        Assert.Equal(12, new MatrixView<float>(memory, 3, 4).AsSpan().Length);
        Assert.Equal(3, new MatrixView<float>(memory, 1, 3, 4).AsSpan().Length);
        Assert.Throws<InvalidOperationException>(() => new MatrixView<float>(memory, 3, 3, 4).AsSpan().Length);
    }

    [Fact]
    public void A_copy_goes_row_by_row_between_different_strides()
    {
        Matrix<double> source = new(2, 3, [1, 2, 3, 4, 5, 6]);
        double[] memory = new double[9];
        new MatrixView<double>(memory, 2, 3, 5).CopyFrom(source);
        Assert.Equal([1, 2, 3, 0, 0, 4, 5, 6, 0], memory);
        Assert.Throws<ArgumentException>(() => new MatrixView<double>(memory, 3, 2).CopyFrom(source));
    }

    [Fact]
    public void A_matrix_owns_as_many_elements_as_its_shape_has()
    {
        Matrix<float> matrix = new(2, 3);
        matrix[1, 2] = 7;
        Assert.Equal([0, 0, 0, 0, 0, 7], matrix.AsSpan().ToArray());
        Assert.Throws<ArgumentException>(() => new Matrix<float>(2, 3, new float[5]));
        Assert.Throws<OverflowException>(() => new Matrix<float>(65_536, 65_536));
    }
}
