using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Optimisation.FirstOrder;

/// <summary>Stochastic gradient descent, θ ← θ − γ (g + λθ). Source: [RobbinsMonro51]. Two operations a parameter.</summary>
public sealed class GradientDescent<T>(int parameters, double weightDecay = 0) : ElementwiseOptimiser<T>(parameters)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient, int start, double learningRate, long count)
    {
        if (weightDecay != 0) TensorPrimitives.Multiply(parameters, T.CreateTruncating(1 - (learningRate * weightDecay)), parameters);
        TensorPrimitives.MultiplyAdd(gradient, T.CreateTruncating(-learningRate), parameters, parameters);
    }
}
