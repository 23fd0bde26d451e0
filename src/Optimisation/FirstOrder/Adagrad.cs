using System.Numerics;

namespace Neuromanifold.Optimisation.FirstOrder;

/// <summary>Adagrad: s ← s + g², θ ← θ − γ g/(√s + ε), with λθ in g. Source: [Duchi11], fig. 1, diagonal case.</summary>
public sealed class Adagrad<T>(int parameters, double epsilon = 1e-10, double weightDecay = 0) : ElementwiseOptimiser<T>(parameters, "sum_of_squares")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    protected override void Update(Span<T> parameters, ReadOnlySpan<T> gradient, int start, double learningRate, long count)
    {
        Span<T> squares = Memory(0, start, parameters.Length);
        T lambda = T.CreateTruncating(weightDecay), gamma = T.CreateTruncating(learningRate), epsilonT = T.CreateTruncating(epsilon);
        Vector<T> floor = Vector.Create(epsilonT);
        int i = 0;
        for (; i <= parameters.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> theta = Vector.Create(parameters[i..]);
            Vector<T> g = Vector.Create(gradient[i..]) + (theta * lambda);
            Vector<T> s = Vector.Create(squares[i..]) + (g * g);
            s.CopyTo(squares[i..]);
            (theta - (g * gamma / (Vector.SquareRoot(s) + floor))).CopyTo(parameters[i..]);
        }

        for (; i < parameters.Length; i++)
        {
            T g = gradient[i] + (parameters[i] * lambda);
            squares[i] += g * g;
            parameters[i] -= g * gamma / (T.Sqrt(squares[i]) + epsilonT);
        }
    }
}
