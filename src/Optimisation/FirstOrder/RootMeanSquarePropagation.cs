using System.Numerics;

namespace Neuromanifold.Optimisation.FirstOrder;

/// <summary>RMSprop: v ← ρ v + (1 − ρ) g², θ ← θ − γ g/(√v + ε), with λθ in g. Source: [TielemanHinton12], slide 29.</summary>
public sealed class RootMeanSquarePropagation<T>(int parameters, double decay = 0.99, double epsilon = 1e-8, double weightDecay = 0)
    : ElementwiseOptimiser<T>(parameters, "mean_square")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient, int start, double learningRate, long count)
    {
        Span<T> meanSquare = Memory(0, start, parameters.Length);
        T rho = T.CreateTruncating(decay), fresh = T.CreateTruncating(1 - decay), lambda = T.CreateTruncating(weightDecay);
        T gamma = T.CreateTruncating(learningRate), epsilonT = T.CreateTruncating(epsilon);
        Vector<T> floor = Vector.Create(epsilonT);
        int i = 0;
        for (; i <= parameters.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> theta = Vector.Create(parameters[i..]);
            Vector<T> g = Vector.Create(gradient[i..]) + (theta * lambda);
            Vector<T> v = (Vector.Create(meanSquare[i..]) * rho) + (g * g * fresh);
            v.CopyTo(meanSquare[i..]);
            (theta - (g * gamma / (Vector.SquareRoot(v) + floor))).CopyTo(parameters[i..]);
        }

        for (; i < parameters.Length; i++)
        {
            T g = gradient[i] + (parameters[i] * lambda);
            meanSquare[i] = (meanSquare[i] * rho) + (g * g * fresh);
            parameters[i] -= g * gamma / (T.Sqrt(meanSquare[i]) + epsilonT);
        }
    }
}
