using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>A matrix times one vector, by dot products with its rows: every entry is used once, so packing it, as products of matrices do, costs more than it saves.</summary>
internal static class RowProducts
{
    public static void Multiply<T>(Matrix<T> matrix, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int r = 0; r < matrix.Rows; r++) y[r] = TensorPrimitives.Dot(matrix.Row(r), x);
    }
}
