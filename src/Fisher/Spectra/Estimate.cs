namespace Neuromanifold.Fisher.Spectra;

/// <summary>A mean over random samples, and what it may be wrong by.</summary>
/// <param name="Value">The mean.</param>
/// <param name="StandardError">The standard deviation of the samples over the root of their number.</param>
/// <param name="Samples">The number of samples.</param>
/// <param name="Seed">The seed they came from.</param>
public readonly record struct Estimate(double Value, double StandardError, int Samples, long Seed)
{
    /// <summary>The mean of samples, two at least.</summary>
    public static Estimate Of(ReadOnlySpan<double> samples, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Length, 2, nameof(samples));
        double mean = 0, square = 0;
        foreach (double sample in samples) mean += sample / samples.Length;
        foreach (double sample in samples) square += (sample - mean) * (sample - mean);
        return new(mean, Math.Sqrt(square / (samples.Length - 1) / samples.Length), samples.Length, seed);
    }
}
