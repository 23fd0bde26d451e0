using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas;

/// <summary>C ← keep · C, where a keep of zero overwrites whatever was there.</summary>
internal static class Scaling
{
    public static void Scale<T>(MatrixView<T> c, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < c.Rows; i++) Scale(c.Row(i), keep);
    }

    public static void ScaleLower<T>(MatrixView<T> c, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < c.Rows; i++) Scale(c.Row(i)[..(i + 1)], keep);
    }

    private static void Scale<T>(Span<T> values, T keep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (keep == T.Zero) values.Clear();
        else if (keep != T.One) TensorPrimitives.Multiply(values, keep, values);
    }
}
