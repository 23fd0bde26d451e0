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
}
