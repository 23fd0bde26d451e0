using System.Runtime.CompilerServices;

namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>Six rows by one or two vectors: 12 sums, which 16 registers hold too.</summary>
internal static unsafe class LowKernel<TUnit, TVector, T>
    where TUnit : struct, IVectorUnit<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>The rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>
    /// tile_ij = Σ_k a_ik b_kj, every sum in the order of k with one rounding per term. Element a_ik lies at i·rowStep + k·innerStep; the
    /// vectors of b_k lie at k·step; the tile's rows are contiguous.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TWidth>(int inner, T* a, nint rowStep, nint innerStep, T* b, nint step, T* tile)
        where TWidth : struct, ITileWidth
    {
        TVector c0l = default, c1l = default, c2l = default, c3l = default, c4l = default, c5l = default;
        TVector c0r = default, c1r = default, c2r = default, c3r = default, c4r = default, c5r = default;
        T* a0 = a, a3 = a + (3 * rowStep);
        nint twoRows = 2 * rowStep;
        for (int k = 0; k < inner; k++)
        {
            TVector left = TUnit.Load(b), right = TWidth.IsDouble ? TUnit.Load(b + TUnit.Lanes) : default, x;
            x = TUnit.Broadcast(*a0);
            c0l = TUnit.MultiplyAdd(x, left, c0l);
            if (TWidth.IsDouble) c0r = TUnit.MultiplyAdd(x, right, c0r);
            x = TUnit.Broadcast(a0[rowStep]);
            c1l = TUnit.MultiplyAdd(x, left, c1l);
            if (TWidth.IsDouble) c1r = TUnit.MultiplyAdd(x, right, c1r);
            x = TUnit.Broadcast(a0[twoRows]);
            c2l = TUnit.MultiplyAdd(x, left, c2l);
            if (TWidth.IsDouble) c2r = TUnit.MultiplyAdd(x, right, c2r);
            x = TUnit.Broadcast(*a3);
            c3l = TUnit.MultiplyAdd(x, left, c3l);
            if (TWidth.IsDouble) c3r = TUnit.MultiplyAdd(x, right, c3r);
            x = TUnit.Broadcast(a3[rowStep]);
            c4l = TUnit.MultiplyAdd(x, left, c4l);
            if (TWidth.IsDouble) c4r = TUnit.MultiplyAdd(x, right, c4r);
            x = TUnit.Broadcast(a3[twoRows]);
            c5l = TUnit.MultiplyAdd(x, left, c5l);
            if (TWidth.IsDouble) c5r = TUnit.MultiplyAdd(x, right, c5r);
            a0 += innerStep;
            a3 += innerStep;
            b += step;
        }

        tile = Put<TWidth>(tile, c0l, c0r);
        tile = Put<TWidth>(tile, c1l, c1r);
        tile = Put<TWidth>(tile, c2l, c2r);
        tile = Put<TWidth>(tile, c3l, c3r);
        tile = Put<TWidth>(tile, c4l, c4r);
        Put<TWidth>(tile, c5l, c5r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Put<TWidth>(T* tile, TVector left, TVector right)
        where TWidth : struct, ITileWidth
    {
        TUnit.Store(left, tile);
        if (!TWidth.IsDouble) return tile + TUnit.Lanes;
        TUnit.Store(right, tile + TUnit.Lanes);
        return tile + (2 * TUnit.Lanes);
    }
}
