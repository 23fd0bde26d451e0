using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>φ(z) = tanh z.</summary>
public sealed class HyperbolicTangent : ActivationFunction
{
    /// <inheritdoc/>
    public override string Name => "tanh";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a) => TensorPrimitives.Tanh(z, a);

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes)
    {
        // sech² z = 1 − a².
        TensorPrimitives.Multiply(a, a, slopes);
        TensorPrimitives.Subtract(T.One, slopes, slopes);
    }

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures)
    {
        // −2a(1 − a²).
        Derivative(z, a, curvatures);
        TensorPrimitives.Multiply(curvatures, a, curvatures);
        TensorPrimitives.Multiply(curvatures, T.CreateTruncating(-2), curvatures);
    }
}
