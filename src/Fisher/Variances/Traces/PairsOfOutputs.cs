using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances.Traces;

/// <summary>
/// Symmetric T×T matrices as vectors of T(T+1)/2 entries with the same inner product, off-diagonal ones times √2: the space in
/// which K − Cov⊗Cov is a positive semidefinite matrix and u uᵀ a vector.
/// </summary>
internal static class PairsOfOutputs
{
    /// <summary>T(T+1)/2.</summary>
    public static int Count(int outputs) => outputs * (outputs + 1) / 2;

    /// <summary>u uᵀ of every column u, pairs × columns.</summary>
    public static void Square(ReadOnlyMatrixView<double> columns, MatrixView<double> squares)
    {
        int pair = 0;
        for (int a = 0; a < columns.Rows; a++)
        {
            for (int b = a; b < columns.Rows; b++, pair++)
            {
                double weight = a == b ? 1 : Math.Sqrt(2);
                ReadOnlySpan<double> left = columns.Row(a), right = columns.Row(b);
                Span<double> products = squares.Row(pair);
                for (int j = 0; j < products.Length; j++) products[j] = weight * left[j] * right[j];
            }
        }
    }

    /// <summary>
    /// The covariances of products (t − η)_a (t − η)_b, pairs × pairs. Off its diagonal K comes by polarisation of
    /// K(u,u,v,v): 16 K_abcd = Σ ± K(e_a ± e_b, e_a ± e_b, e_c ± e_d, e_c ± e_d). Cost: T⁵.
    /// </summary>
    public static void ProductCovariance(ExponentialFamily family, ReadOnlySpan<double> natural, MatrixView<double> covariance)
    {
        int outputs = family.Dimension, row = 0;
        Matrix<double> second = new(outputs, outputs);
        family.Covariance(natural, second);
        double[] u = new double[outputs], v = new double[outputs];
        for (int a = 0; a < outputs; a++)
        {
            for (int b = a; b < outputs; b++, row++)
            {
                int column = 0;
                for (int c = 0; c < outputs; c++)
                {
                    for (int d = c; d < outputs && column <= row; d++, column++)
                    {
                        double entry = row == column ? DiagonalEntry(family, natural, u, v, a, b) : FourthMoment(family, natural, u, v, a, b, c, d) - (second[a, b] * second[c, d]);
                        covariance[row, column] = covariance[column, row] = entry * (a == b ? 1 : Math.Sqrt(2)) * (c == d ? 1 : Math.Sqrt(2));
                    }
                }
            }
        }
    }

    private static double DiagonalEntry(ExponentialFamily family, ReadOnlySpan<double> natural, double[] u, double[] v, int a, int b)
    {
        Array.Clear(u);
        Array.Clear(v);
        u[a] = v[b] = 1;
        return family.ProductVariance(natural, u, v);
    }

    private static double FourthMoment(ExponentialFamily family, ReadOnlySpan<double> natural, double[] u, double[] v, int a, int b, int c, int d)
    {
        double sum = 0;
        foreach (int left in (ReadOnlySpan<int>)[1, -1])
        {
            foreach (int right in (ReadOnlySpan<int>)[1, -1])
            {
                Array.Clear(u);
                Array.Clear(v);
                u[a] += 1;
                u[b] += left;
                v[c] += 1;
                v[d] += right;
                sum += left * right * family.FourthCentralMoment(natural, u, v);
            }
        }

        return sum / 16;
    }
}
