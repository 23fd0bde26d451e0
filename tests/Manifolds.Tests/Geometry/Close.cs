namespace Neuromanifold.Manifolds.Tests.Geometry;

/// <summary>Agreement of tensors, relative to their largest component.</summary>
internal static class Close
{
    public static void To(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = 0;
        foreach (double value in expected) size = Math.Max(size, Math.Abs(value));
        if (size == 0) size = 1;
        for (int place = 0; place < expected.Length; place++)
        {
            Assert.True(
                Math.Abs(expected[place] - actual[place]) <= tolerance * size,
                $"{what}: component {place} is {actual[place]:R}, expected {expected[place]:R} (largest {size:R}).");
        }
    }
}
