using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Optimisation.FirstOrder;

/// <summary>The heavy ball, m ← μ m + g + λθ, θ ← θ − γ m. Source: [Polyak64], in the form of [Sutskever13], §2.</summary>
public sealed class Momentum<T>(int parameters, double momentum = 0.9, double weightDecay = 0) : ElementwiseOptimiser<T>(parameters, "momentum")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "momentum";

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient, int start, double learningRate, long count)
    {
        Span<T> velocity = Memory(0, start, parameters.Length);
        TensorPrimitives.MultiplyAdd(velocity, T.CreateTruncating(momentum), gradient, velocity);
        if (weightDecay != 0) TensorPrimitives.MultiplyAdd(parameters, T.CreateTruncating(weightDecay), velocity, velocity);
        TensorPrimitives.MultiplyAdd(velocity, T.CreateTruncating(-learningRate), parameters, parameters);
    }
}
