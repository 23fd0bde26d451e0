using System.Numerics;

namespace Neuromanifold.Optimisation.FirstOrder.Eigenbases;

/// <summary>Adam's direction m̂/(√v̂ + ε) in whatever coordinates a gradient is given. Source: [KingmaBa15], algorithm 1.</summary>
internal readonly struct AdamScaling<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _keptFirst, _freshFirst, _keptSecond, _freshSecond, _scale, _epsilon;

    /// <summary>The scaling of a step.</summary>
    /// <param name="options">β₁, β₂ and ε.</param>
    /// <param name="count">The number of gradients that the moments will hold, from 1.</param>
    public AdamScaling(EigenbasisAdamOptions options, long count)
    {
        // m̂/(√v̂ + ε) = s m/(√v + ε') with s = √(1 − β₂ᵗ)/(1 − β₁ᵗ) and ε' = ε √(1 − β₂ᵗ).
        double correction = Math.Sqrt(1 - Math.Pow(options.SecondDecay, count));
        _keptFirst = T.CreateTruncating(options.FirstDecay);
        _freshFirst = T.CreateTruncating(1 - options.FirstDecay);
        _keptSecond = T.CreateTruncating(options.SecondDecay);
        _freshSecond = T.CreateTruncating(1 - options.SecondDecay);
        _scale = T.CreateTruncating(correction / (1 - Math.Pow(options.FirstDecay, count)));
        _epsilon = T.CreateTruncating(options.Epsilon * correction);
    }

    /// <summary>Takes a gradient into its moments and puts the direction in its place.</summary>
    public void Apply(Span<T> gradient, Span<T> first, Span<T> second)
    {
        Vector<T> floor = Vector.Create(_epsilon);
        int i = 0;
        for (; i <= gradient.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> g = Vector.Create<T>(gradient[i..]);
            Vector<T> m = Flush((Vector.Create<T>(first[i..]) * _keptFirst) + (g * _freshFirst));
            Vector<T> v = Flush((Vector.Create<T>(second[i..]) * _keptSecond) + (g * g * _freshSecond));
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            (m * _scale / (Vector.SquareRoot(v) + floor)).CopyTo(gradient[i..]);
        }

        for (; i < gradient.Length; i++)
        {
            T g = gradient[i];
            first[i] = Flush((first[i] * _keptFirst) + (g * _freshFirst));
            second[i] = Flush((second[i] * _keptSecond) + (g * g * _freshSecond));
            gradient[i] = first[i] * _scale / (T.Sqrt(second[i]) + _epsilon);
        }
    }

    // Moments of what is never on again decay into subnormal numbers, where arithmetic is slow.
    private static Vector<T> Flush(Vector<T> moment) => Vector.ConditionalSelect(Vector.IsSubnormal(moment), Vector<T>.Zero, moment);

    private static T Flush(T moment) => T.IsSubnormal(moment) ? T.Zero : moment;
}
