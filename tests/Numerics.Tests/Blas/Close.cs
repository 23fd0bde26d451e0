namespace Neuromanifold.Numerics.Tests.Blas;

/// <summary>Comparison of matrices by the largest difference, against a bound the caller derives from rounding errors.</summary>
internal static class Close
{
    public static void AssertEqual(double[,] expected, double[,] actual, double tolerance, Func<int, int, bool>? where = null)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        for (int i = 0; i < expected.GetLength(0); i++)
        {
            for (int j = 0; j < expected.GetLength(1); j++)
            {
                // Written so that a NaN fails.
                if (where?.Invoke(i, j) != false && !(Math.Abs(expected[i, j] - actual[i, j]) <= tolerance))
                    Assert.Fail($"Element ({i}, {j}) is {actual[i, j]}, expected {expected[i, j]} within {tolerance}.");
            }
        }
    }
}
