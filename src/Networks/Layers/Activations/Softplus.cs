using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>φ(z) = ln(1 + eᶻ), computed as max(z, 0) + ln(1 + e^−|z|).</summary>
public sealed class Softplus : ActivationFunction
{
    private const int Piece = 256;

    /// <inheritdoc/>
    public override string Name => "softplus";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        Span<T> positive = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            ReadOnlySpan<T> here = z.Slice(start, Math.Min(Piece, z.Length - start));
            Span<T> target = a.Slice(start, here.Length);
            TensorPrimitives.Max(here, T.Zero, positive);
            TensorPrimitives.Abs(here, target);
            TensorPrimitives.Negate(target, target);
            TensorPrimitives.Exp(target, target);
            LogOnePlus(target);
            TensorPrimitives.Add(target, positive[..here.Length], target);
        }
    }

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes) => TensorPrimitives.Sigmoid(z, slopes);

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures)
    {
        // σ(z) σ(−z), without the cancellation of 1 − σ.
        Span<T> complement = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            ReadOnlySpan<T> here = z.Slice(start, Math.Min(Piece, z.Length - start));
            Span<T> opposite = complement[..here.Length], target = curvatures.Slice(start, here.Length);
            TensorPrimitives.Negate(here, opposite);
            TensorPrimitives.Sigmoid(opposite, opposite);
            TensorPrimitives.Sigmoid(here, target);
            TensorPrimitives.Multiply(target, opposite, target);
        }
    }

    // ln(1 + u) = u ln(w)/(w − 1) with w = 1 + u rounded: the error of w cancels in the quotient. Source: [Goldberg91], theorem 4.
    private static void LogOnePlus<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> shifted = stackalloc T[Piece], logarithm = stackalloc T[Piece];
        TensorPrimitives.Add(values, T.One, shifted);
        TensorPrimitives.Log(shifted[..values.Length], logarithm);
        for (int i = 0; i < values.Length; i++)
        {
            T gap = shifted[i] - T.One;
            if (gap != T.Zero) values[i] *= logarithm[i] / gap;
        }
    }
}
