using System.Diagnostics;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Numerics.Blas;

/// <summary>How fast a library multiplies on this machine, now.</summary>
public static class ProductRate
{
    /// <summary>
    /// Billions of floating-point operations per second in single precision, of the fastest of repeated products of square matrices: the
    /// fastest, since others' work on the machine only ever slows one down.
    /// </summary>
    /// <param name="library">The library, with its present number of threads.</param>
    /// <param name="order">The matrices' order.</param>
    /// <param name="budget">When to stop repeating; at least two products run, the first of which is not counted.</param>
    public static double Measure(LinearAlgebraLibrary library, int order, TimeSpan budget)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order);
        Matrix<float> a = new(order, order), b = new(order, order), c = new(order, order);
        RandomSequence random = RandomStream.FromSeed(0).Split(nameof(ProductRate)).From();
        random.FillNormal(a.AsSpan());
        random.FillNormal(b.AsSpan());
        long start = Stopwatch.GetTimestamp();
        library.Multiply(a, Transposition.None, b, Transposition.None, c.View, 1, 0);
        double fastest = double.PositiveInfinity;
        do
        {
            long begin = Stopwatch.GetTimestamp();
            library.Multiply(a, Transposition.None, b, Transposition.None, c.View, 1, 0);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(start) < budget);
        return 2e-9 * order * order * order / fastest;
    }
}
