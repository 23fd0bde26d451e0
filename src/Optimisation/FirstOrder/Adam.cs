using System.Numerics;

namespace Neuromanifold.Optimisation.FirstOrder;

/// <summary>
/// Adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − γ m̂/(√v̂ + ε), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ). Source:
/// [KingmaBa15], algorithm 1; with decoupled weight decay θ is first scaled by 1 − γλ: [LoshchilovHutter19], algorithm 2.
/// A relative of the diagonal natural gradient, not a member: v̂ is the square of the batch's mean gradient.
/// </summary>
public sealed class Adam<T>(int parameters, AdamOptions options) : ElementwiseOptimiser<T>(parameters, "first_moment", "second_moment")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => options.DecoupledWeightDecay ? "adamw" : "adam";

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient, int start, double learningRate, long count)
    {
        Span<T> first = Memory(0, start, parameters.Length), second = Memory(1, start, parameters.Length);

        // γ m̂/(√v̂ + ε) = γ' m/(√v + ε') with γ' = γ √(1 − β₂ᵗ)/(1 − β₁ᵗ) and ε' = ε √(1 − β₂ᵗ).
        double correction = Math.Sqrt(1 - Math.Pow(options.SecondDecay, count));
        T gamma = T.CreateTruncating(learningRate * correction / (1 - Math.Pow(options.FirstDecay, count)));
        T epsilon = T.CreateTruncating(options.Epsilon * correction);
        T kept = T.CreateTruncating(options.DecoupledWeightDecay ? 1 - (learningRate * options.WeightDecay) : 1);
        T lambda = T.CreateTruncating(options.DecoupledWeightDecay ? 0 : options.WeightDecay);
        T beta1 = T.CreateTruncating(options.FirstDecay), fresh1 = T.CreateTruncating(1 - options.FirstDecay);
        T beta2 = T.CreateTruncating(options.SecondDecay), fresh2 = T.CreateTruncating(1 - options.SecondDecay);
        Vector<T> floor = Vector.Create(epsilon);
        int i = 0;
        for (; i <= parameters.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> theta = Vector.Create(parameters[i..]);
            Vector<T> g = Vector.Create(gradient[i..]) + (theta * lambda);
            Vector<T> m = Flush((Vector.Create(first[i..]) * beta1) + (g * fresh1));
            Vector<T> v = (Vector.Create(second[i..]) * beta2) + (g * g * fresh2);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            ((theta * kept) - (m * gamma / (Vector.SquareRoot(v) + floor))).CopyTo(parameters[i..]);
        }

        for (; i < parameters.Length; i++)
        {
            T g = gradient[i] + (parameters[i] * lambda);
            first[i] = Flush((first[i] * beta1) + (g * fresh1));
            second[i] = (second[i] * beta2) + (g * g * fresh2);
            parameters[i] = (parameters[i] * kept) - (first[i] * gamma / (T.Sqrt(second[i]) + epsilon));
        }
    }

    // The moment of an input that is rarely on, as a pixel at the border, decays into subnormal numbers and stays there, where
    // arithmetic is slow; it moves nothing any more.
    private static Vector<T> Flush(Vector<T> moment) => Vector.ConditionalSelect(Vector.IsSubnormal(moment), Vector<T>.Zero, moment);

    private static T Flush(T moment) => T.IsSubnormal(moment) ? T.Zero : moment;
}
