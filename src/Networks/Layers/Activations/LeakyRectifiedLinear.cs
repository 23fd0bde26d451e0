using System.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>φ(z) = z for z &gt; 0, else a small slope times z.</summary>
public sealed class LeakyRectifiedLinear : ActivationFunction
{
    /// <summary>A leaky rectifier; the slope lies in [0, 1).</summary>
    public LeakyRectifiedLinear(double slope = 0.01)
    {
        if (!(slope is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(slope), slope, "The slope of a leaky rectifier lies in [0, 1).");
        Slope = slope;
    }

    /// <summary>ι, the slope for negative z.</summary>
    public double Slope { get; }

    /// <inheritdoc/>
    public override string Name => "leaky-relu";

    /// <inheritdoc/>
    public override bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        // max(ιz, z), since ι < 1; by pieces, so that a may be z.
        const int Piece = 256;
        Span<T> scaled = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            ReadOnlySpan<T> here = z.Slice(start, Math.Min(Piece, z.Length - start));
            TensorPrimitives.Multiply(here, T.CreateTruncating(Slope), scaled);
            TensorPrimitives.Max(here, scaled[..here.Length], a[start..]);
        }
    }

    /// <inheritdoc/>
    public override void Derivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> slopes) =>
        Selection.WherePositive(z, T.One, T.CreateTruncating(Slope), slopes);

    /// <inheritdoc/>
    public override void SecondDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> curvatures) => curvatures.Clear();
}
