using System.Buffers;

namespace Neuromanifold.Networks.Likelihoods;

/// <summary>A span of scratch values for the length of one verb, lent by the shared pool; not cleared.</summary>
internal readonly ref struct LentValues : IDisposable
{
    private readonly double[] _lent;
    private readonly int _length;

    public LentValues(int length)
    {
        _lent = ArrayPool<double>.Shared.Rent(length);
        _length = length;
    }

    public Span<double> Values => _lent.AsSpan(0, _length);

    public void Dispose() => ArrayPool<double>.Shared.Return(_lent);
}
