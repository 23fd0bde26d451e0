using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Data.Digits;

/// <summary>
/// Draws of one image. Bell-shaped ones are sums of three uniforms: nearly normal, never far out, and made of exact operations only,
/// where a logarithm or a cosine would differ between machines.
/// </summary>
internal struct BellSequence(RandomStream stream)
{
    private RandomSequence _words = stream.From();

    /// <summary>Uniform on 0 … <paramref name="bound"/> − 1.</summary>
    public int NextInteger(int bound) => _words.NextInteger(bound);

    /// <summary>Uniform on multiples of 2⁻²⁴ between two ends.</summary>
    public float NextBetween(float low, float high) => low + ((high - low) * NextUniform());

    /// <summary>Mean 0, standard deviation 1, between −3 and 3.</summary>
    public float NextBell() => (2 * (NextUniform() + NextUniform() + NextUniform())) - 3;

    private float NextUniform() => (_words.NextWord() >> 8) * (1f / (1 << 24));
}
