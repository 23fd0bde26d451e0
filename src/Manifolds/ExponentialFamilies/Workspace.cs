using System.Buffers;

namespace Neuromanifold.Manifolds.ExponentialFamilies;

/// <summary>A span of scratch values for the length of one verb, lent by the shared pool; not cleared.</summary>
internal readonly ref struct Workspace : IDisposable
{
    private readonly double[] _lent;
    private readonly int _length;

    public Workspace(int length)
    {
        _lent = ArrayPool<double>.Shared.Rent(length);
        _length = length;
    }

    public Span<double> Values => _lent.AsSpan(0, _length);

    public void Dispose() => ArrayPool<double>.Shared.Return(_lent);
}
