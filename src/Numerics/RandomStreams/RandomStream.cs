using System.Text;

namespace Neuromanifold.Numerics.RandomStreams;

/// <summary>
/// An endless, immutable sequence of random words addressed by position. Streams split by name or by number into
/// independent ones, so a draw is named by what it is for (seed → "dropout" → layer → step → example) and never by the
/// thread that makes it or by what was drawn before.
/// </summary>
public readonly struct RandomStream : IEquatable<RandomStream>
{
    private readonly ulong _key;
    private readonly ulong _path;

    private RandomStream(ulong key, ulong path)
    {
        _key = key;
        _path = path;
    }

    /// <summary>The root stream of a seed.</summary>
    public static RandomStream FromSeed(long seed) => new((ulong)seed, 0);

    /// <summary>The stream of a name below this one. Equal names give equal streams.</summary>
    public RandomStream Split(string name)
    {
        // FNV-1a folds the name into one word; Philox mixes it.
        ulong hash = 14695981039346656037;
        Span<byte> buffer = stackalloc byte[4];
        foreach (Rune rune in name.EnumerateRunes())
        {
            foreach (byte unit in buffer[..rune.EncodeToUtf8(buffer)]) hash = (hash ^ unit) * 1099511628211;
        }

        return Child(hash, 0x6E616D65);
    }

    /// <summary>The stream of a number below this one; it differs from every named one but by chance of 2⁻⁶⁴.</summary>
    public RandomStream Split(long index) => Child((ulong)index, 0x696E6478);

    /// <summary>A cursor that reads this stream from <paramref name="position"/> (in words) on.</summary>
    public RandomSequence From(ulong position = 0) => new(this, position);

    /// <summary>The four words at positions 4·block … 4·block+3.</summary>
    public (uint A, uint B, uint C, uint D) Block(ulong block) => Philox.Block(_key, block, _path);

    /// <inheritdoc/>
    public bool Equals(RandomStream other) => _key == other._key && _path == other._path;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RandomStream other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_key, _path);

    /// <summary>Whether two streams give the same words.</summary>
    public static bool operator ==(RandomStream left, RandomStream right) => left.Equals(right);

    /// <summary>Whether two streams give different words.</summary>
    public static bool operator !=(RandomStream left, RandomStream right) => !left.Equals(right);

    // A child's key and path are one Philox block of the parent, keyed apart from the parent's own words by the flipped path.
    private RandomStream Child(ulong label, ulong kind)
    {
        (uint a, uint b, uint c, uint d) = Philox.Block(_key ^ (kind << 32), label, ~_path);
        return new((ulong)b << 32 | a, (ulong)d << 32 | c);
    }
}
