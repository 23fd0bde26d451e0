using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Neuromanifold.Numerics.Tensors;

/// <summary>Memory that starts on a cache line and never moves, so that vector loads are aligned and native calls need no pinning.</summary>
public static class AlignedMemory
{
    private const int CacheLine = 64;

    /// <summary>Zeros.</summary>
    public static Memory<T> Allocate<T>(int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int slack = CacheLine / Unsafe.SizeOf<T>();
        T[] array = GC.AllocateArray<T>(checked(length + slack), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        int skipped = (int)((CacheLine - (address % CacheLine)) % CacheLine) / Unsafe.SizeOf<T>();
        return array.AsMemory(skipped, length);
    }
}
