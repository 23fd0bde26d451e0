using System.Numerics;

namespace Neuromanifold.Optimisation.Compression.Quantisation;

/// <summary>
/// 2ᵇ cells of equal width Δ = range · 2⁻ᵇ; a value becomes the middle of its cell, so that it errs by at most Δ/2 and, spread evenly
/// within cells, by Δ²/12 in the mean square. No bit at all leaves the values' mean. Source: [GershoGray92], ch. 5.
/// </summary>
/// <param name="Low">The least value.</param>
/// <param name="High">The greatest.</param>
/// <param name="Mean">The mean of the values.</param>
/// <param name="Bits">b.</param>
public readonly record struct UniformQuantiser(double Low, double High, double Mean, int Bits)
{
    /// <summary>The range.</summary>
    public double Range => High - Low;

    /// <summary>Δ.</summary>
    public double Step => Math.ScaleB(Range, -Bits);

    /// <summary>The quantiser of the values' own range.</summary>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public static UniformQuantiser Over<T>(ReadOnlySpan<T> values, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity, sum = 0;
        foreach (T value in values)
        {
            double read = double.CreateTruncating(value);
            if (!double.IsFinite(read)) throw new ArgumentException($"A value to be quantised is {read}.", nameof(values));
            low = Math.Min(low, read);
            high = Math.Max(high, read);
            sum += read;
        }

        if (values.IsEmpty) throw new ArgumentException("There is no value to quantise.", nameof(values));
        return new UniformQuantiser(low, high, Math.Clamp(sum / values.Length, low, high), bits);
    }

    /// <summary>The middles of the values' cells, or their mean, in their place.</summary>
    public void Apply<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double step = Step, last = Math.ScaleB(1, Bits) - 1;
        if (!(step > 0)) return;
        if (Bits == 0)
        {
            values.Fill(T.CreateTruncating(Mean));
            return;
        }

        foreach (ref T value in values)
        {
            double cell = Math.Clamp(Math.Floor((double.CreateTruncating(value) - Low) / step), 0, last);
            value = T.CreateTruncating(Low + ((cell + 0.5) * step));
        }
    }
}
