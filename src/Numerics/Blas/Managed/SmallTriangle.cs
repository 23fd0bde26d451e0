using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>Where the recursions over lower triangles end: a few rows, worked on one by one in place. What is above the diagonal is not touched.</summary>
internal static class SmallTriangle
{
    /// <summary>The largest order worth it.</summary>
    public const int Order = 32;

    /// <summary>See <see cref="LinearAlgebraLibrary.Cholesky"/>.</summary>
    public static int Cholesky<T>(MatrixView<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < a.Rows; i++)
        {
            Span<T> row = a.Row(i);
            for (int j = 0; j < i; j++) row[j] = (row[j] - TensorPrimitives.Dot<T>(row[..j], a.Row(j)[..j])) / a[j, j];
            row[i] -= TensorPrimitives.Dot<T>(row[..i], row[..i]);
            if (!(row[i] > T.Zero)) return i;
            row[i] = T.Sqrt(row[i]);
        }

        return -1;
    }

    /// <summary>L⁻¹ in the place of L.</summary>
    public static void Invert<T>(MatrixView<T> l)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Row i of the inverse is (e_i − Σ_{k<i} L_ik · row k) / L_ii.
        Span<T> coefficients = stackalloc T[Order];
        for (int i = 0; i < l.Rows; i++)
        {
            Span<T> row = l.Row(i)[..i];
            row.CopyTo(coefficients);
            T scale = T.One / l[i, i];
            row.Clear();
            for (int k = 0; k < i; k++) TensorPrimitives.MultiplyAdd<T>(l.Row(k)[..(k + 1)], -coefficients[k] * scale, row[..(k + 1)], row[..(k + 1)]);
            l[i, i] = scale;
        }
    }

    /// <summary>The lower triangle of LᵀL in the place of L.</summary>
    public static void Square<T>(MatrixView<T> l)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // (LᵀL)_ij = Σ_{k≥i} L_ki L_kj for j ≤ i reads rows from i on only, so row i may be overwritten in order.
        for (int i = 0; i < l.Rows; i++)
        {
            Span<T> row = l.Row(i)[..(i + 1)];
            TensorPrimitives.Multiply<T>(row, l[i, i], row);
            for (int k = i + 1; k < l.Rows; k++) TensorPrimitives.MultiplyAdd<T>(l.Row(k)[..(i + 1)], l[k, i], row, row);
        }
    }
}
