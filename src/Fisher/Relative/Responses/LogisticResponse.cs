using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative.Responses;

/// <summary>y ∈ {0, 1} with p(1) = σ(t): ν = σ(t)(1 − σ(t)). Source: [SunNielsen17], §4.2.</summary>
public sealed class LogisticResponse : NeuronResponse
{
    private const int Piece = 256;

    /// <inheritdoc/>
    public override string Name => "sigmoid";

    /// <inheritdoc/>
    public override double LargestZone => 0.25;

    /// <inheritdoc/>
    public override bool IsTwoSided => true;

    /// <inheritdoc/>
    public override void Activate<T>(ReadOnlySpan<T> t, Span<T> activation) => TensorPrimitives.Sigmoid(t, activation);

    /// <inheritdoc/>
    public override void Slope<T>(ReadOnlySpan<T> t, Span<T> slopes)
    {
        t.CopyTo(slopes);
        Bell(slopes[..t.Length], T.One);
    }

    /// <inheritdoc/>
    public override void Zone<T>(ReadOnlySpan<T> t, Span<T> zone) => Slope(t, zone);

    /// <summary>u ← height · σ(u) σ(−u), which keeps its digits on both sides.</summary>
    internal static void Bell<T>(Span<T> u, T height)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> opposite = stackalloc T[Piece];
        for (int start = 0; start < u.Length; start += Piece)
        {
            Span<T> here = u.Slice(start, Math.Min(Piece, u.Length - start)), other = opposite[..here.Length];
            TensorPrimitives.Negate(here, other);
            TensorPrimitives.Sigmoid(other, other);
            TensorPrimitives.Sigmoid(here, here);
            TensorPrimitives.Multiply(here, other, here);
            if (height != T.One) TensorPrimitives.Multiply(here, height, here);
        }
    }
}
