using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Normals;

/// <summary>Fisher–Rao distances of many pairs of univariate normal distributions at once, by the vector.</summary>
public static class NormalDistances
{
    // Squares that neither overflow nor fall below what a double holds to full accuracy.
    private const double Least = 1e-280, Most = 1e280;

    private static readonly HyperbolicPlane _plane = new(1, 2);

    /// <summary>
    /// 2√2 asinh(½√((Δμ²/2 + Δσ²)/(σ₁σ₂))) for every pair, to a few roundings for pairs near and far. The destination may be one of the
    /// others, and must not overlap them otherwise.
    /// </summary>
    /// <exception cref="InvalidInputException">A mean is not finite, or a standard deviation not positive and finite: which, and where.</exception>
    public static void Fill(
        ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, ReadOnlySpan<double> otherMeans, ReadOnlySpan<double> otherDeviations, Span<double> destination)
    {
        int count = means.Length, width = Vector512<double>.Count, pair = 0;
        if (deviations.Length != count || otherMeans.Length != count || otherDeviations.Length != count || destination.Length != count)
            throw new ArgumentException($"{count} pairs need as many deviations, other means and deviations, and places; found {deviations.Length}, {otherMeans.Length}, {otherDeviations.Length} and {destination.Length}.", nameof(destination));
        ref double mean = ref MemoryMarshal.GetReference(means), deviation = ref MemoryMarshal.GetReference(deviations);
        ref double otherMean = ref MemoryMarshal.GetReference(otherMeans), otherDeviation = ref MemoryMarshal.GetReference(otherDeviations);
        for (; pair <= count - width; pair += width)
        {
            Vector512<double> first = Vector512.LoadUnsafe(ref deviation, (nuint)pair), second = Vector512.LoadUnsafe(ref otherDeviation, (nuint)pair);
            Vector512<double> across = Vector512.LoadUnsafe(ref otherMean, (nuint)pair) - Vector512.LoadUnsafe(ref mean, (nuint)pair), up = second - first;
            Vector512<double> square = (across * across * 0.5) + (up * up), product = first * second;
            if (Regular(square) && Regular(product) && Vector512.GreaterThanAll(first, Vector512<double>.Zero)) Distances(square / product).CopyTo(destination[pair..]);
            else One(means, deviations, otherMeans, otherDeviations, destination, pair, pair + width);
        }

        One(means, deviations, otherMeans, otherDeviations, destination, pair, count);
    }

    // Zero is regular as a square; a product of zero, of two distributions that are not, is not.
    private static bool Regular(Vector512<double> values) =>
        Vector512.GreaterThanAll(values, Vector512.Create(Least)) && Vector512.LessThanAll(values, Vector512.Create(Most));

    // 2√2 asinh z, z = ½√q, by ln(1 + w), w = z + z²/(1 + √(1 + z²)); the rounding of 1 + w cancels in the quotient. [Goldberg91], theorem 4.
    private static Vector512<double> Distances(Vector512<double> quotient)
    {
        Vector512<double> one = Vector512<double>.One, square = 0.25 * quotient;
        Vector512<double> w = Vector512.Sqrt(square) + (square / (one + Vector512.Sqrt(one + square))), sum = one + w, change = sum - one;
        Vector512<double> logarithm = Vector512.ConditionalSelect(Vector512.Equals(change, Vector512<double>.Zero), w, Vector512.Log(sum) * (w / change));
        return 2 * Math.Sqrt(2) * logarithm;
    }

    private static void One(
        ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, ReadOnlySpan<double> otherMeans, ReadOnlySpan<double> otherDeviations, Span<double> destination, int start, int end)
    {
        for (int pair = start; pair < end; pair++)
        {
            Require(means[pair], deviations[pair], pair, "first");
            Require(otherMeans[pair], otherDeviations[pair], pair, "second");
            destination[pair] = _plane.Distance([means[pair], deviations[pair]], [otherMeans[pair], otherDeviations[pair]]).Value;
        }
    }

    private static void Require(double mean, double deviation, int pair, string which)
    {
        if (!double.IsFinite(mean)) throw new InvalidInputException($"The mean of the {which} normal distribution of pair {pair}", $"{mean:R}", "a finite number");
        if (!(deviation > 0 && double.IsFinite(deviation))) throw new InvalidInputException($"The standard deviation of the {which} normal distribution of pair {pair}", $"{deviation:R}", "a number > 0");
    }
}
