using System.Numerics;
using Neuromanifold.Optimisation.FirstOrder;

namespace Neuromanifold.Extension.Tests.Optimisers;

/// <summary>An element-wise rule of somebody else: m ← β m + (1 − β) g, θ ← θ − γ sign m.</summary>
public sealed class SignMomentum<T>(int parameters, double decay) : ElementwiseOptimiser<T>(parameters, "mean")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "sign-momentum";

    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient, int start, double learningRate, long count)
    {
        Span<T> mean = Memory(0, start, parameters.Length);
        T kept = T.CreateTruncating(decay), fresh = T.CreateTruncating(1 - decay), rate = T.CreateTruncating(learningRate);
        for (int i = 0; i < parameters.Length; i++)
        {
            mean[i] = (kept * mean[i]) + (fresh * gradient[i]);
            parameters[i] -= rate * T.CreateTruncating(T.Sign(mean[i]));
        }
    }
}
