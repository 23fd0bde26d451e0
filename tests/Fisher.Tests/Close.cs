using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Tests;

/// <summary>Comparison of matrices relative to the largest entry expected; NaN is never close.</summary>
internal static class Close
{
    public static bool Holds(double[,] expected, Matrix<double> actual, double tolerance)
    {
        double largest = 0, difference = 0;
        for (int i = 0; i < expected.GetLength(0); i++)
        {
            for (int j = 0; j < expected.GetLength(1); j++)
            {
                largest = Math.Max(largest, Math.Abs(expected[i, j]));
                difference = Math.Max(difference, Math.Abs(expected[i, j] - actual[i, j]));
            }
        }

        return (actual.Rows, actual.Columns) == (expected.GetLength(0), expected.GetLength(1)) && difference <= tolerance * largest;
    }
}
