using System.Runtime.CompilerServices;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>Each thread's room for packed operands: grown when needed, kept for the next product, freed with the thread.</summary>
internal static unsafe class PackedMemory
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static byte[]? s_memory;

    /// <summary>At least <paramref name="bytes"/> bytes that do not move, aligned to a cache line.</summary>
    public static byte* Take(int bytes)
    {
        if (s_memory is null || s_memory.Length < bytes + Alignment) s_memory = GC.AllocateUninitializedArray<byte>(bytes + Alignment, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref s_memory[0]);
        return (byte*)((address + Alignment - 1) / Alignment * Alignment);
    }
}
