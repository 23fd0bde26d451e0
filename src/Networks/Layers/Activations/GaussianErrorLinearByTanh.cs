using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>
/// φ(z) = ½z(1 + tanh(√(2/π)(z + 0.044715z³))), which is z σ(w) with twice that argument as w: within 5e-4 of
/// <see cref="GaussianErrorLinear"/>, and what some networks were trained with. Source: [HendrycksGimpel16], §2.
/// </summary>
public sealed class GaussianErrorLinearByTanh : ActivationFunction
{
    private const int Piece = 256;
    private const double Cubic = 0.044715;

    // Beyond it σ(w) is 0 or 1 to hundreds of digits, while powers of z could overflow.
    private const double Edge = 20;

    private static readonly double Slope = 2 * Math.Sqrt(2 / Math.PI);

    /// <inheritdoc/>
    public override string Name => "gelu-tanh";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        Span<T> near = stackalloc T[Piece], share = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            ReadOnlySpan<T> here = z.Slice(start, Math.Min(Piece, z.Length - start));
            Clamp(here, near);
            Share<T>(near[..here.Length], share);
            TensorPrimitives.Multiply(here, share[..here.Length], a[start..]);
        }
    }

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes)
    {
        // σ + z σ(1 − σ) w'.
        Span<T> near = stackalloc T[Piece], share = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            Span<T> here = near[..Math.Min(Piece, z.Length - start)];
            Clamp(z.Slice(start, here.Length), here);
            Share<T>(here, share);
            for (int i = 0; i < here.Length; i++) slopes[start + i] = share[i] * (T.One + (here[i] * (T.One - share[i]) * Incline(here[i])));
        }
    }

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures)
    {
        // σ(1 − σ) (2w' + z((1 − 2σ) w'² + w'')), where 1 − σ(w) is σ(−w) without cancellation, and w is odd in z.
        Span<T> near = stackalloc T[Piece], share = stackalloc T[Piece], rest = stackalloc T[Piece];
        T bend = T.CreateTruncating(6 * Cubic * Slope), two = T.CreateTruncating(2);
        for (int start = 0; start < z.Length; start += Piece)
        {
            Span<T> here = near[..Math.Min(Piece, z.Length - start)];
            Clamp(z.Slice(start, here.Length), here);
            Share<T>(here, share);
            TensorPrimitives.Negate(here, here);
            Share<T>(here, rest);
            for (int i = 0; i < here.Length; i++)
            {
                T incline = Incline(here[i]);
                curvatures[start + i] = share[i] * rest[i] * ((two * incline) - (here[i] * (((rest[i] - share[i]) * incline * incline) - (bend * here[i]))));
            }
        }
    }

    private static void Clamp<T>(ReadOnlySpan<T> z, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Clamp(z, T.CreateTruncating(-Edge), T.CreateTruncating(Edge), result);

    // σ(w).
    private static void Share<T>(ReadOnlySpan<T> z, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> target = result[..z.Length];
        TensorPrimitives.Multiply(z, z, target);
        TensorPrimitives.Multiply(target, T.CreateTruncating(Cubic * Slope), target);
        TensorPrimitives.Add(target, T.CreateTruncating(Slope), target);
        TensorPrimitives.Multiply(target, z, target);
        TensorPrimitives.Sigmoid(target, target);
    }

    // w' = √(8/π)(1 + 3·0.044715z²).
    private static T Incline<T>(T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(Slope) + (T.CreateTruncating(3 * Cubic * Slope) * z * z);
}
