using System.Numerics;

namespace Neuromanifold.Optimisation.FirstOrder;

/// <summary>
/// Nesterov's accelerated gradient seen from the point where the gradient is taken, with d = g + λθ: m ← μ m + d,
/// θ ← θ − γ (d + μ m). Source: [Nesterov83], in the form of [Sutskever13], §2.1, after the change of variables of [Bengio12].
/// </summary>
public sealed class Nesterov<T>(int parameters, double momentum = 0.9, double weightDecay = 0) : ElementwiseOptimiser<T>(parameters, "momentum")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "nesterov";

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient, int start, double learningRate, long count)
    {
        Span<T> velocity = Memory(0, start, parameters.Length);
        T mu = T.CreateTruncating(momentum), lambda = T.CreateTruncating(weightDecay), gamma = T.CreateTruncating(learningRate);
        int i = 0;
        for (; i <= parameters.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> theta = Vector.Create(parameters[i..]);
            Vector<T> d = Vector.Create(gradient[i..]) + (theta * lambda);
            Vector<T> m = (Vector.Create(velocity[i..]) * mu) + d;
            m.CopyTo(velocity[i..]);
            (theta - ((d + (m * mu)) * gamma)).CopyTo(parameters[i..]);
        }

        for (; i < parameters.Length; i++)
        {
            T d = gradient[i] + (parameters[i] * lambda);
            velocity[i] = (velocity[i] * mu) + d;
            parameters[i] -= (d + (velocity[i] * mu)) * gamma;
        }
    }
}
