using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.LinearAlgebra;

/// <summary>
/// Orthonormal rows Q with A = LQ, L lower triangular, by Householder's reflections in blocks: the first k rows of Q span those of A for
/// every k, as far as these are independent, and Q is orthonormal even where they are not. Source: [GolubVanLoan13], §5.2.
/// </summary>
/// <param name="order">n, for n×n matrices.</param>
/// <remarks>Cost of one: 8n³/3, nearly all of it in matrix products. Signs of rows are those that are computed most accurately. It allocates nothing.</remarks>
public sealed class RowOrthonormalisation<T>(int order)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 32;

    // H_p … H_(p+b−1) = I − Vᵀ T V for a block of reflections from row p on; T stands in rows p to p + b − 1.
    private readonly Matrix<T> _triangles = new(order, Math.Min(Block, order));
    private readonly Matrix<T> _left = new(order, Math.Min(Block, order));
    private readonly Matrix<T> _right = new(order, Math.Min(Block, order));

    /// <summary>Writes Q.</summary>
    /// <param name="matrix">A, lost afterwards.</param>
    /// <param name="destination">Q.</param>
    /// <exception cref="ArgumentException">A matrix is not of the order planned for.</exception>
    public void Apply(MatrixView<T> matrix, MatrixView<T> destination)
    {
        Check(matrix);
        Check(destination);
        for (int first = 0; first < order; first += Block)
        {
            int rows = Math.Min(Block, order - first), below = first + rows;
            MatrixView<T> panel = matrix.RowRange(first, rows).ColumnRange(first, order - first), triangle = Triangle(first, rows);
            Reflect(panel, triangle);
            if (below < order) Multiply(matrix.RowRange(below, order - below).ColumnRange(first, order - first), panel, triangle, isTransposed: false);
        }

        // Q = B_Kᵀ … B_1ᵀ for blocks B_k: rows and columns before a block are still those of the identity when it is met.
        for (int row = 0; row < order; row++)
        {
            destination.Row(row).Clear();
            destination[row, row] = T.One;
        }

        for (int first = (order - 1) / Block * Block; first >= 0; first -= Block)
        {
            int rows = Math.Min(Block, order - first), rest = order - first;
            Multiply(destination.RowRange(first, rest).ColumnRange(first, rest), matrix.RowRange(first, rows).ColumnRange(first, rest), Triangle(first, rows), isTransposed: true);
        }
    }

    // Rows become the vectors v of reflections I − τ v vᵀ, 1 on the diagonal and 0 before it.
    private static void Reflect(MatrixView<T> panel, MatrixView<T> triangle)
    {
        for (int row = 0; row < panel.Rows; row++)
        {
            Span<T> whole = panel.Row(row), v = whole[row..];
            T scale = ToReflection(v);
            whole[..row].Clear();
            for (int other = row + 1; other < panel.Rows; other++)
            {
                Span<T> rest = panel.Row(other)[row..];
                TensorPrimitives.MultiplyAdd(v, -scale * TensorPrimitives.Dot<T>(rest, v), rest, rest);
            }

            // T's new column is −τ T (V vᵀ), with τ below it.
            for (int above = 0; above < row; above++) triangle[row, above] = TensorPrimitives.Dot<T>(panel.Row(above)[row..], v);
            for (int above = 0; above < row; above++)
            {
                triangle[above, row] = -scale * TensorPrimitives.Dot<T>(triangle.Row(above)[above..row], triangle.Row(row)[above..row]);
            }

            triangle.Row(row)[..row].Clear();
            triangle[row, row] = scale;
        }
    }

    // x becomes v with v_0 = 1; returns τ, 0 for no reflection where x is zero.
    private static T ToReflection(Span<T> x)
    {
        T largest = T.Abs(TensorPrimitives.MaxMagnitude<T>(x));
        if (largest == T.Zero)
        {
            x[0] = T.One;
            return T.Zero;
        }

        // v and τ do not depend on the scale of x, squares that are too small for T would.
        TensorPrimitives.Divide(x, largest, x);
        T norm = TensorPrimitives.Norm<T>(x);
        T image = x[0] < T.Zero ? norm : -norm, pivot = x[0] - image, scale = -pivot / image;
        TensorPrimitives.Divide(x, pivot, x);
        x[0] = T.One;
        return scale;
    }

    // C ← C (I − Vᵀ T V), or with Tᵀ.
    private void Multiply(MatrixView<T> target, ReadOnlyMatrixView<T> vectors, ReadOnlyMatrixView<T> triangle, bool isTransposed)
    {
        MatrixView<T> left = new(_left.AsSpan(), target.Rows, vectors.Rows), right = new(_right.AsSpan(), target.Rows, vectors.Rows);
        Products.MultiplyTransposedRight(target, vectors, left);
        if (isTransposed) Products.MultiplyTransposedRight(left, triangle, right);
        else Products.Multiply(left, triangle, right);
        Products.Multiply(right, vectors, target, -T.One, T.One);
    }

    private MatrixView<T> Triangle(int first, int rows) => _triangles.View.RowRange(first, rows).ColumnRange(0, rows);

    private void Check(ReadOnlyMatrixView<T> matrix)
    {
        if (matrix.Rows != order || matrix.Columns != order) throw new ArgumentException($"Expected {order}×{order}, found {matrix.Rows}×{matrix.Columns}.", nameof(matrix));
    }
}
