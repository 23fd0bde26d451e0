using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Neuromanifold.Numerics.Collectives;

/// <summary>
/// Two pieces of memory a member, used in turn, where it lays what the others shall read. So one meeting is enough for an
/// exchange: who lays out the next but one has met all the others in between, after they had read.
/// </summary>
internal sealed class TeamSlots(int size)
{
    private readonly byte[][] _slots = [.. Enumerable.Range(0, 2 * size).Select(_ => Array.Empty<byte>())];

    /// <summary>A member's own piece, grown where it is too small: to be written before the meeting.</summary>
    public Span<T> ToWrite<T>(int rank, int turn, int count)
        where T : unmanaged
    {
        ref byte[] slot = ref _slots[(2 * rank) + turn];
        int bytes = checked(count * Unsafe.SizeOf<T>());
        if (slot.Length < bytes) slot = new byte[bytes];
        return MemoryMarshal.Cast<byte, T>(slot.AsSpan(0, bytes));
    }

    /// <summary>What a member laid out in this turn: to be read after the meeting.</summary>
    public ReadOnlySpan<T> Of<T>(int rank, int turn, int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_slots[(2 * rank) + turn].AsSpan(0, count * Unsafe.SizeOf<T>()));
}
