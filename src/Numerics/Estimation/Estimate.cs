namespace Neuromanifold.Numerics.Estimation;

/// <summary>A number that was estimated from random samples, with its error; or one that is exact, without samples.</summary>
/// <param name="Value">The mean.</param>
/// <param name="StandardError">The standard deviation of the samples over the root of their number; 0 where the value is exact.</param>
/// <param name="Samples">The number of samples; 0 where the value is exact.</param>
/// <param name="Seed">The seed they came from.</param>
public readonly record struct Estimate(double Value, double StandardError, int Samples, long Seed)
{
    /// <summary>Whether no sampling was involved.</summary>
    public bool IsExact => Samples == 0;

    /// <summary>A value without error.</summary>
    public static Estimate Exact(double value) => new(value, 0, 0, 0);

    /// <summary>The sum of independent estimates: errors add in squares.</summary>
    public static Estimate Sum(IEnumerable<Estimate> terms)
    {
        double value = 0, square = 0;
        (int samples, long seed) = (0, 0);
        foreach (Estimate term in terms)
        {
            value += term.Value;
            square += term.StandardError * term.StandardError;
            if (!term.IsExact) (samples, seed) = (Math.Max(samples, term.Samples), term.Seed);
        }

        return new(value, Math.Sqrt(square), samples, seed);
    }

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
