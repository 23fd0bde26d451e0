using System.Numerics;

namespace Neuromanifold.Numerics.RandomStreams;

/// <summary>A cursor over a <see cref="RandomStream"/>. Pass it by reference: a copy reads the same words again.</summary>
public struct RandomSequence
{
    private readonly RandomStream _stream;
    private (uint A, uint B, uint C, uint D) _block;

    internal RandomSequence(RandomStream stream, ulong position)
    {
        _stream = stream;
        Position = position;
        if (position % 4 != 0) _block = stream.Block(position / 4);
    }

    /// <summary>Words read so far; <see cref="RandomStream.From"/> resumes there to the bit.</summary>
    public ulong Position { get; private set; }

    /// <summary>32 random bits.</summary>
    public uint NextWord()
    {
        uint lane = (uint)(Position % 4);
        if (lane == 0) _block = _stream.Block(Position / 4);
        Position++;
        return lane switch { 0 => _block.A, 1 => _block.B, 2 => _block.C, _ => _block.D };
    }

    /// <summary>64 random bits.</summary>
    public ulong NextLong() => NextWord() | (ulong)NextWord() << 32;

    /// <summary>Uniform on the 2⁵² midpoints of (0, 1): never 0, never 1.</summary>
    public double NextUniform() => ToUniform(NextLong());

    /// <summary>Uniform on 0 … <paramref name="bound"/> − 1 without bias (Lemire's rejection).</summary>
    public int NextInteger(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint range = (uint)bound, threshold = (uint)(-(int)range) % range;
        while (true)
        {
            ulong product = (ulong)NextWord() * range;
            if ((uint)product >= threshold) return (int)(product >> 32);
        }
    }

    /// <summary>Standard normal, by Box and Muller's polar-free form: two uniforms a draw, so that positions stay predictable.</summary>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(NextUniform()));
        return radius * Math.Cos(2 * Math.PI * NextUniform());
    }

    /// <summary>Fills with standard normals.</summary>
    public void FillNormal<T>(Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in destination) value = T.CreateTruncating(NextNormal());
    }

    /// <summary>Fills with uniforms between two ends.</summary>
    public void FillUniform<T>(Span<T> destination, double low, double high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in destination) value = T.CreateTruncating(low + ((high - low) * NextUniform()));
    }

    /// <summary>Puts 0 … n − 1 in a uniformly random order (Fisher and Yates).</summary>
    public void FillPermutation(Span<int> destination)
    {
        for (int i = 0; i < destination.Length; i++) destination[i] = i;
        for (int i = destination.Length - 1; i > 0; i--)
        {
            int other = NextInteger(i + 1);
            (destination[i], destination[other]) = (destination[other], destination[i]);
        }
    }

    // 52 bits and a half are what a double holds exactly: with 53 the largest midpoint would round to 1.
    internal static double ToUniform(ulong word) => ((word >> 12) + 0.5) * (1.0 / (1UL << 52));
}
