using System.Numerics.Tensors;
using Neuromanifold.Networks.Layers.Activations;

namespace Neuromanifold.Optimisation.Tests.NaturalGradient;

/// <summary>φ(z) = α tanh(βz + κ) + ω.</summary>
internal sealed class AffineTangent(double outer, double inner, double push, double lift) : ActivationFunction
{
    public override string Name => "affine tanh";

    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        TensorPrimitives.Multiply(z, T.CreateTruncating(inner), a);
        TensorPrimitives.Add(a, T.CreateTruncating(push), a);
        TensorPrimitives.Tanh(a, a);
        TensorPrimitives.Multiply(a, T.CreateTruncating(outer), a);
        TensorPrimitives.Add(a, T.CreateTruncating(lift), a);
    }

    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes)
    {
        for (int i = 0; i < slopes.Length; i++)
        {
            T tangent = (a[i] - T.CreateTruncating(lift)) / T.CreateTruncating(outer);
            slopes[i] = T.CreateTruncating(outer * inner) * (T.One - (tangent * tangent));
        }
    }

    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures) => throw new NotSupportedException();
}
