using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>φ(z) = max(0, z).</summary>
public sealed class RectifiedLinear : ActivationFunction
{
    /// <inheritdoc/>
    public override string Name => "relu";

    /// <inheritdoc/>
    public override bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a) => TensorPrimitives.Max(z, T.Zero, a);

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes) => Selection.WherePositive(z, T.One, T.Zero, slopes);

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures) => curvatures.Clear();
}
