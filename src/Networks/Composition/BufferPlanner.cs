namespace Neuromanifold.Networks.Composition;

/// <summary>
/// Places buffers of known lifetimes in one slab so that buffers alive at the same time don't overlap: first fit, in order
/// of size, which for chains reuses two buffers throughout.
/// </summary>
internal sealed class BufferPlanner
{
    // 64 bytes of the narrowest scalar: every buffer starts on a cache line.
    private const int Alignment = 16;

    private readonly List<Buffer> _buffers = [];

    /// <summary>The length of the slab.</summary>
    public int Length { get; private set; }

    /// <summary>Asks for memory from a first moment to a last one, both included; returns the request's number.</summary>
    public int Request(long length, int first, int last)
    {
        _buffers.Add(new Buffer(length, first, last));
        return _buffers.Count - 1;
    }

    /// <summary>The offset of every request.</summary>
    /// <exception cref="OverflowException">The slab would exceed what one array holds.</exception>
    public int[] Place()
    {
        List<Buffer> placed = [];
        foreach (Buffer buffer in _buffers.OrderByDescending(buffer => buffer.Length))
        {
            long offset = 0;
            foreach (Buffer other in placed.Where(buffer.LivesWith).OrderBy(other => other.Offset))
            {
                if (offset + buffer.Length <= other.Offset) break;
                offset = Math.Max(offset, RoundUp(other.Offset + other.Length));
            }

            buffer.Offset = offset;
            placed.Add(buffer);
        }

        long length = _buffers.Select(buffer => buffer.Offset + buffer.Length).DefaultIfEmpty().Max();
        if (length > Array.MaxLength) throw new OverflowException($"Passes would take {length} values, more than the {Array.MaxLength} that one array holds; plan for fewer examples.");
        Length = (int)length;
        return [.. _buffers.Select(buffer => (int)buffer.Offset)];
    }

    private static long RoundUp(long length) => (length + Alignment - 1) / Alignment * Alignment;

    private sealed class Buffer(long length, int first, int last)
    {
        public long Length { get; } = length;

        public long Offset { get; set; }

        public bool LivesWith(Buffer other) => First <= other.Last && other.First <= Last;

        private int First { get; } = first;

        private int Last { get; } = last;
    }
}
