using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Neuromanifold.Numerics.Collectives;

/// <summary>A piece of memory a member, where it lays what the others shall read. Grown by rank 0 between two meetings.</summary>
internal sealed class TeamSlots(int size)
{
    private readonly byte[][] _slots = [.. Enumerable.Range(0, size).Select(_ => Array.Empty<byte>())];

    public void EnsureCapacity<T>(int count)
        where T : unmanaged
    {
        int bytes = checked(count * Unsafe.SizeOf<T>());
        if (_slots[0].Length >= bytes) return;
        for (int rank = 0; rank < size; rank++) _slots[rank] = new byte[bytes];
    }

    public Span<T> Of<T>(int rank, int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_slots[rank].AsSpan(0, count * Unsafe.SizeOf<T>()));
}
