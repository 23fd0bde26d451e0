using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>Sums over indices of tensors in row-major order.</summary>
internal static class Contraction
{
    /// <summary>T_{ij…} Jⁱ_a Jʲ_b …: a tensor with all indices below, seen through J, n×d. Cost: order · n^order · d at most.</summary>
    public static double[] PullBack(ReadOnlySpan<double> tensor, int order, ReadOnlyMatrixView<double> jacobian)
    {
        double[] current = tensor.ToArray();
        for (int index = 0; index < order; index++) current = First(current, jacobian);
        return current;
    }

    /// <summary>T_{i…} Jⁱ_a with a behind all other indices: once for each index, and they stand in their order again.</summary>
    public static double[] First(double[] tensor, ReadOnlyMatrixView<double> jacobian)
    {
        int rest = tensor.Length / jacobian.Rows;
        double[] result = new double[rest * jacobian.Columns];
        Products.MultiplyTransposedLeft(new ReadOnlyMatrixView<double>(tensor, jacobian.Rows, rest), jacobian, new MatrixView<double>(result, rest, jacobian.Columns));
        return result;
    }

    /// <summary>uⁱ M_ij vʲ.</summary>
    public static double Bilinear(ReadOnlyMatrixView<double> matrix, ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            double row = 0;
            for (int j = 0; j < matrix.Columns; j++) row += matrix[i, j] * right[j];
            sum += left[i] * row;
        }

        return sum;
    }

    /// <summary>M_ij vʲ.</summary>
    public static void Apply(ReadOnlyMatrixView<double> matrix, ReadOnlySpan<double> vector, Span<double> image)
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            double sum = 0;
            for (int j = 0; j < matrix.Columns; j++) sum += matrix[i, j] * vector[j];
            image[i] = sum;
        }
    }
}
