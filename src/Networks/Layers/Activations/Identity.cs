namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>φ(z) = z: a linear layer.</summary>
public sealed class Identity : ActivationFunction
{
    /// <inheritdoc/>
    public override string Name => "identity";

    /// <inheritdoc/>
    public override bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a) => z.CopyTo(a);

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes) => slopes.Fill(T.One);

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures) => curvatures.Clear();
}
