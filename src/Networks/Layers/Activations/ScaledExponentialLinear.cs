using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>φ(z) = λz for z &gt; 0, else λα(eᶻ − 1). Source: [Klambauer17], eq. 2.</summary>
public sealed class ScaledExponentialLinear : ActivationFunction
{
    /// <summary>The published α, for which activations of mean 0 and variance 1 stay so.</summary>
    public const double DefaultAlpha = 1.6732632423543772;

    /// <summary>The published λ.</summary>
    public const double DefaultScale = 1.0507009873554805;

    private readonly ExponentialLinear _unscaled;

    /// <summary>A scaled exponential linear unit that tends to −λα.</summary>
    public ScaledExponentialLinear(double alpha = DefaultAlpha, double scale = DefaultScale)
    {
        if (!(scale > 0) || double.IsInfinity(scale)) throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale of an exponential linear unit is a positive number.");
        _unscaled = new ExponentialLinear(alpha);
        Scale = scale;
    }

    /// <summary>α.</summary>
    public double Alpha => _unscaled.Alpha;

    /// <summary>λ.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public override string Name => "selu";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        _unscaled.Evaluate(z, a);
        TensorPrimitives.Multiply(a[..z.Length], T.CreateTruncating(Scale), a);
    }

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes)
    {
        // Below zero λα eᶻ = a + λα.
        TensorPrimitives.Add(a, T.CreateTruncating(Scale * Alpha), slopes);
        Selection.WherePositive(z, T.CreateTruncating(Scale), slopes, slopes);
    }

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures)
    {
        TensorPrimitives.Add(a, T.CreateTruncating(Scale * Alpha), curvatures);
        Selection.WherePositive(z, T.Zero, curvatures, curvatures);
    }
}
