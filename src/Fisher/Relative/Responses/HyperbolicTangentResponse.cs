using System.Numerics.Tensors;

namespace Neuromanifold.Fisher.Relative.Responses;

/// <summary>y ∈ {−1, 1} with p(1) = (1 + tanh t)/2: the mean is tanh t, ν = sech² t. Source: [SunNielsen17], §4.1.</summary>
public sealed class HyperbolicTangentResponse : NeuronResponse
{
    /// <inheritdoc/>
    public override string Name => "tanh";

    /// <inheritdoc/>
    public override double LargestZone => 1;

    /// <inheritdoc/>
    public override bool IsTwoSided => true;

    /// <inheritdoc/>
    public override void Activate<T>(ReadOnlySpan<T> t, Span<T> activation) => TensorPrimitives.Tanh(t, activation);

    /// <inheritdoc/>
    public override void Slope<T>(ReadOnlySpan<T> t, Span<T> slopes)
    {
        // 4 σ(2t) σ(−2t), without the cancellation of 1 − tanh².
        TensorPrimitives.Multiply(t, T.CreateTruncating(2), slopes);
        LogisticResponse.Bell(slopes[..t.Length], T.CreateTruncating(4));
    }

    /// <inheritdoc/>
    public override void Zone<T>(ReadOnlySpan<T> t, Span<T> zone) => Slope(t, zone);
}
