namespace Neuromanifold.Optimisation.Tests;

/// <summary>Comparison within a bound relative to the larger of 1 and the number expected; NaN is never close.</summary>
internal static class Close
{
    public static void Assert(double expected, double actual, double tolerance, string? what = null) =>
        Xunit.Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, found {actual:R}");

    public static void Assert(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string? what = null)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert(expected[i], actual[i], tolerance, $"{what} [{i}]");
    }
}
