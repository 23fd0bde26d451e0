using System.Numerics.Tensors;
using Neuromanifold.Networks.Layers.Activations;

namespace Neuromanifold.Fisher.Relative.Responses;

/// <summary>y ~ N(elu(t), s²): ν = 1/s² for t ≥ 0, (α eᵗ)²/s² below. Source: [SunNielsen17], §4.3.</summary>
public sealed class ExponentialLinearResponse(double alpha = 1, double deviation = 1) : NormalResponse(deviation)
{
    private readonly ExponentialLinear _function = new(alpha);

    /// <summary>α.</summary>
    public double Alpha => _function.Alpha;

    /// <inheritdoc/>
    public override string Name => "elu";

    /// <inheritdoc/>
    protected override double LargestSlope => Math.Max(1, Alpha);

    /// <inheritdoc/>
    public override void Activate<T>(ReadOnlySpan<T> t, Span<T> activation) => _function.Evaluate(t, activation);

    /// <inheritdoc/>
    public override void Slope<T>(ReadOnlySpan<T> t, Span<T> slopes)
    {
        // α eᵗ from t itself: a + α cancels far below zero.
        T scale = T.CreateTruncating(Alpha);
        const int Piece = 256;
        Span<T> negative = stackalloc T[Piece];
        for (int start = 0; start < t.Length; start += Piece)
        {
            ReadOnlySpan<T> here = t.Slice(start, Math.Min(Piece, t.Length - start));
            Span<T> low = negative[..here.Length], target = slopes.Slice(start, here.Length);
            TensorPrimitives.Min(here, T.Zero, low);
            TensorPrimitives.Exp(low, low);
            for (int i = 0; i < here.Length; i++) target[i] = here[i] >= T.Zero ? T.One : scale * low[i];
        }
    }
}
