using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>
/// φ(z) = erf(z/√2) = 2Φ(z) − 1, Φ being the distribution function of the standard normal: with normal inputs a network of it has
/// closed forms for its error and its Fisher information. Source: [SaadSolla95].
/// </summary>
public sealed class ErrorFunction : ActivationFunction
{
    private const int Piece = StandardNormal.Piece;

    /// <inheritdoc/>
    public override string Name => "erf";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        Span<T> probability = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            ReadOnlySpan<T> here = z.Slice(start, Math.Min(Piece, z.Length - start));
            StandardNormal.Distribution(here, probability);
            Span<T> result = a.Slice(start, here.Length);
            TensorPrimitives.Add<T>(probability[..result.Length], probability[..result.Length], result);
            TensorPrimitives.Subtract(result, T.One, result);
        }
    }

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes)
    {
        // 2Φ'(z).
        StandardNormal.Density(z, slopes);
        Span<T> target = slopes[..z.Length];
        TensorPrimitives.Add(target, target, target);
    }

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures)
    {
        // −2zΦ'(z).
        Span<T> near = stackalloc T[Piece], density = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            Span<T> here = near[..Math.Min(Piece, z.Length - start)];
            StandardNormal.Clamp(z.Slice(start, here.Length), here);
            StandardNormal.Density<T>(here, density);
            TensorPrimitives.Multiply(here, T.CreateTruncating(-2), here);
            TensorPrimitives.Multiply(here, density[..here.Length], curvatures[start..]);
        }
    }
}
