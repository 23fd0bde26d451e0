using System.Numerics;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>A scalar function φ applied to every element, with its first two derivatives.</summary>
public abstract class ActivationFunction
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Whether φ'' is 0 wherever it exists, so that second derivatives of a network skip it.</summary>
    public virtual bool IsPiecewiseLinear => false;

    /// <summary>a = φ(z). The spans may be the same.</summary>
    public abstract void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>φ'(z), given z and a = φ(z), whichever is cheaper; at a kink, the derivative from the left.</summary>
    public abstract void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>φ''(z), given z and a = φ(z); at a kink, the second derivative from the left.</summary>
    public abstract void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
