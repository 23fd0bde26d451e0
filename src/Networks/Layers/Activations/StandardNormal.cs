using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>The standard normal distribution over spans, vectorised, to a few units in the last place of the smaller tail.</summary>
internal static class StandardNormal
{
    /// <summary>As many elements as are taken at a time.</summary>
    public const int Piece = 256;

    // Beyond it the density is 0 in double.
    private const double Edge = 40;

    // With t = 1/(1 + |z|/4), the tail is t e^(−z²/2) G(2t − 1), G being smooth on [−1, 1]: its Chebyshev interpolants of degrees
    // 24 and 12, in powers, highest first. Their relative errors are 2e-17 and 2e-9; all powers together weigh no more than G(1) = ½.
    private static readonly double[] Fine =
    [
        8.508280771623737e-11, 2.999445507813274e-11, -9.326612704670926e-10, 1.4684066912467977e-10, 5.356900960863089e-09,
        -4.461231943245354e-09, -2.1716617539994733e-08, 3.994349035559805e-08, 6.811574237786468e-08, -2.5619627541381934e-07,
        -1.5745918346230922e-07, 1.4804027614809944e-06, 1.7916469102987802e-07, -8.786277975709413e-06, -4.770615878536427e-07,
        5.7773754340693565e-05, 3.333607735295814e-05, -0.00040770461685247714, -0.0008699230917619934, 0.001885047241846578,
        0.015099143722729469, 0.04663046448990915, 0.09678435018555373, 0.15197416049297308, 0.18882128260393788,
    ];

    private static readonly double[] Coarse =
    [
        -5.7766930598243874e-08, -5.295746063806165e-06, -2.594697835741229e-07, 5.3893444071613026e-05, 3.3218383382841254e-05,
        -0.00040551002638210704, -0.0008698875672323031, 0.001884429289920908, 0.015099138376033607, 0.04663053995998785,
        0.09678435049582944, 0.15197415784155602, 0.1888212826009449,
    ];

    /// <summary>Φ(z), the probability of a value below z, of up to <see cref="Piece"/> elements; the result is another span than z.</summary>
    public static void Distribution<T>(ReadOnlySpan<T> z, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> shrunk = stackalloc T[Piece], tail = stackalloc T[Piece];
        shrunk = shrunk[..z.Length];
        tail = tail[..z.Length];
        TensorPrimitives.Abs(z, shrunk);
        TensorPrimitives.Multiply(shrunk, T.CreateTruncating(0.25), shrunk);
        TensorPrimitives.Add(shrunk, T.One, shrunk);
        TensorPrimitives.Divide(T.One, shrunk, shrunk);
        TensorPrimitives.Add(shrunk, shrunk, result);
        TensorPrimitives.Subtract(result[..z.Length], T.One, result);
        ReadOnlySpan<double> powers = typeof(T) == typeof(float) || typeof(T) == typeof(Half) ? Coarse : Fine;
        tail.Fill(T.CreateTruncating(powers[0]));
        foreach (double coefficient in powers[1..]) TensorPrimitives.MultiplyAdd(tail, result[..z.Length], T.CreateTruncating(coefficient), tail);
        TensorPrimitives.Multiply(tail, shrunk, tail);
        Bell(z, shrunk);
        TensorPrimitives.Multiply(tail, shrunk, tail);
        TensorPrimitives.Subtract(T.One, tail, shrunk);
        for (int i = 0; i < z.Length; i++) result[i] = z[i] > T.Zero ? shrunk[i] : tail[i];
    }

    /// <summary>e^(−z²/2)/√(2π).</summary>
    public static void Density<T>(ReadOnlySpan<T> z, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Bell(z, result);
        TensorPrimitives.Multiply(result[..z.Length], T.CreateTruncating(1 / Math.Sqrt(2 * Math.PI)), result);
    }

    /// <summary>z, brought to where its density is no longer 0, so that a power of z times the density is a number.</summary>
    public static void Clamp<T>(ReadOnlySpan<T> z, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Clamp(z, T.CreateTruncating(-Edge), T.CreateTruncating(Edge), result);

    private static void Bell<T>(ReadOnlySpan<T> z, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> target = result[..z.Length];
        TensorPrimitives.Multiply(z, z, target);
        TensorPrimitives.Multiply(target, T.CreateTruncating(-0.5), target);
        TensorPrimitives.Exp(target, target);
    }
}
