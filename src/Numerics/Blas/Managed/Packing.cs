using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>
/// Copies a strip of a matrix so that the kernel reads it from front to back: for every k, <c>width</c> elements, of which <c>count</c>
/// come from the matrix and the rest are zero.
/// </summary>
internal static unsafe class Packing
{
    /// <summary>packed[k·width + i] = source[k·stride + i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(T* source, nint stride, int count, int width, int inner, T* packed)
        where T : unmanaged
    {
        for (int k = 0; k < inner; k++, source += stride, packed += width)
        {
            new ReadOnlySpan<T>(source, count).CopyTo(new Span<T>(packed, width));
            if (count < width) new Span<T>(packed + count, width - count).Clear();
        }
    }

    /// <summary>packed[k·width + i] = source[i·stride + k].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose<T>(T* source, nint stride, int count, int width, int inner, T* packed)
        where T : unmanaged
    {
        int i = 0;
        if (sizeof(T) == sizeof(float) && Sse.IsSupported)
        {
            for (; i + 4 <= count; i += 4) TransposeFour((float*)(source + (i * stride)), stride, width, inner, (float*)(packed + i));
        }
        else if (sizeof(T) == sizeof(double) && Sse2.IsSupported)
        {
            for (; i + 2 <= count; i += 2) TransposeTwo((double*)(source + (i * stride)), stride, width, inner, (double*)(packed + i));
        }

        for (; i < count; i++)
        {
            T* row = source + (i * stride), target = packed + i;
            for (int k = 0; k < inner; k++, target += width) *target = row[k];
        }

        for (; i < width; i++)
        {
            T* target = packed + i;
            for (int k = 0; k < inner; k++, target += width) *target = default;
        }
    }

    private static void TransposeFour(float* source, nint stride, int width, int inner, float* packed)
    {
        float* second = source + stride, third = second + stride, fourth = third + stride;
        int k = 0;
        for (; k + 4 <= inner; k += 4, packed += 4 * width)
        {
            Vector128<float> r0 = Vector128.Load(source + k), r1 = Vector128.Load(second + k), r2 = Vector128.Load(third + k), r3 = Vector128.Load(fourth + k);
            Vector128<float> low01 = Sse.UnpackLow(r0, r1), low23 = Sse.UnpackLow(r2, r3), high01 = Sse.UnpackHigh(r0, r1), high23 = Sse.UnpackHigh(r2, r3);
            Sse.MoveLowToHigh(low01, low23).Store(packed);
            Sse.MoveHighToLow(low23, low01).Store(packed + width);
            Sse.MoveLowToHigh(high01, high23).Store(packed + (2 * width));
            Sse.MoveHighToLow(high23, high01).Store(packed + (3 * width));
        }

        for (; k < inner; k++, packed += width) (packed[0], packed[1], packed[2], packed[3]) = (source[k], second[k], third[k], fourth[k]);
    }

    private static void TransposeTwo(double* source, nint stride, int width, int inner, double* packed)
    {
        double* second = source + stride;
        int k = 0;
        for (; k + 2 <= inner; k += 2, packed += 2 * width)
        {
            Vector128<double> r0 = Vector128.Load(source + k), r1 = Vector128.Load(second + k);
            Sse2.UnpackLow(r0, r1).Store(packed);
            Sse2.UnpackHigh(r0, r1).Store(packed + width);
        }

        for (; k < inner; k++, packed += width) (packed[0], packed[1]) = (source[k], second[k]);
    }
}
