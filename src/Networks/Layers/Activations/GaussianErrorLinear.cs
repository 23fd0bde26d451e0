using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>φ(z) = z Φ(z), Φ being the distribution function of the standard normal. Source: [HendrycksGimpel16], §2.</summary>
public sealed class GaussianErrorLinear : ActivationFunction
{
    private const int Piece = StandardNormal.Piece;

    /// <inheritdoc/>
    public override string Name => "gelu";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        Span<T> probability = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            ReadOnlySpan<T> here = z.Slice(start, Math.Min(Piece, z.Length - start));
            StandardNormal.Distribution(here, probability);
            TensorPrimitives.Multiply(here, probability[..here.Length], a[start..]);
        }
    }

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes)
    {
        // Φ(z) + z Φ'(z).
        Span<T> near = stackalloc T[Piece], probability = stackalloc T[Piece], density = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            Span<T> here = near[..Math.Min(Piece, z.Length - start)];
            StandardNormal.Clamp(z.Slice(start, here.Length), here);
            StandardNormal.Distribution<T>(here, probability);
            StandardNormal.Density<T>(here, density);
            TensorPrimitives.MultiplyAdd(here, density[..here.Length], probability[..here.Length], slopes[start..]);
        }
    }

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures)
    {
        // (2 − z²) Φ'(z).
        Span<T> near = stackalloc T[Piece], density = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            Span<T> here = near[..Math.Min(Piece, z.Length - start)];
            StandardNormal.Clamp(z.Slice(start, here.Length), here);
            StandardNormal.Density<T>(here, density);
            TensorPrimitives.Multiply(here, here, here);
            TensorPrimitives.Subtract(T.CreateTruncating(2), here, here);
            TensorPrimitives.Multiply(here, density[..here.Length], curvatures[start..]);
        }
    }
}
