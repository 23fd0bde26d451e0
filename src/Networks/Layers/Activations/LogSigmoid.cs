using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>φ(z) = −ln(1 + e⁻ᶻ): minus the softplus of −z.</summary>
public sealed class LogSigmoid : ActivationFunction
{
    private static readonly Softplus Mirror = new();

    /// <inheritdoc/>
    public override string Name => "log-sigmoid";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        TensorPrimitives.Negate(z, a);
        Mirror.Evaluate(a, a);
        TensorPrimitives.Negate(a, a);
    }

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes)
    {
        TensorPrimitives.Negate(z, slopes);
        TensorPrimitives.Sigmoid(slopes, slopes);
    }

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures)
    {
        // −σ(z) σ(−z), the negative of the softplus's, which is even in z.
        Mirror.SecondDerivative(z, a, curvatures);
        TensorPrimitives.Negate(curvatures, curvatures);
    }
}
