using System.Numerics.Tensors;
using Neuromanifold.Networks.Layers.Activations;

namespace Neuromanifold.Extension.Tests.Layers;

/// <summary>An activation function from outside the house: φ(z) = sin z.</summary>
internal sealed class Sine : ActivationFunction
{
    public override string Name => "sine";

    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a) => TensorPrimitives.Sin(z, a);

    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes) => TensorPrimitives.Cos(z, slopes);

    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures) => TensorPrimitives.Negate(a, curvatures);
}
