using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>φ(z) = 1/(1 + e⁻ᶻ).</summary>
public sealed class LogisticSigmoid : ActivationFunction
{
    /// <inheritdoc/>
    public override string Name => "sigmoid";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a) => TensorPrimitives.Sigmoid(z, a);

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes)
    {
        // a(1 − a).
        TensorPrimitives.Subtract(T.One, a, slopes);
        TensorPrimitives.Multiply(slopes, a, slopes);
    }

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures)
    {
        // a(1 − a)(1 − 2a) = −2a(1 − a)(a − ½).
        const int Piece = 256;
        Span<T> centred = stackalloc T[Piece];
        Derivative(z, a, curvatures);
        for (int start = 0; start < a.Length; start += Piece)
        {
            ReadOnlySpan<T> here = a.Slice(start, Math.Min(Piece, a.Length - start));
            Span<T> factor = centred[..here.Length], target = curvatures.Slice(start, here.Length);
            TensorPrimitives.Subtract(here, T.CreateTruncating(0.5), factor);
            TensorPrimitives.Multiply(factor, T.CreateTruncating(-2), factor);
            TensorPrimitives.Multiply(target, factor, target);
        }
    }
}
