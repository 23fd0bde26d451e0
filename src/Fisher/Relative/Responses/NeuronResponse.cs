using System.Numerics;

namespace Neuromanifold.Fisher.Relative.Responses;

/// <summary>
/// How a neuron answers its total input t = w·x̃: a distribution p(y | t) of the response whose mean is f(t), or a multiple of it,
/// so that the neuron alone is a statistical model of its weights w. Source: [SunNielsen17], §4.
/// </summary>
public abstract class NeuronResponse
{
    /// <summary>The activation's name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The supremum of ν_f over all t, against which a learning zone is measured.</summary>
    public abstract double LargestZone { get; }

    /// <summary>Whether ν_f vanishes on both sides, so that a unit outside of its zone is saturated and not dead.</summary>
    public virtual bool IsTwoSided => false;

    /// <summary>f(t): the mean of the response, or what a hidden layer hands on. The spans may be the same.</summary>
    public abstract void Activate<T>(ReadOnlySpan<T> t, Span<T> activation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>f'(t). The spans may be the same.</summary>
    public abstract void Slope<T>(ReadOnlySpan<T> t, Span<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>ν_f(t), the Fisher information of p(y | t) in t, the effective learning zone: g(w) = ν_f(w·x̃) x̃x̃ᵀ. The spans may be the same.</summary>
    public abstract void Zone<T>(ReadOnlySpan<T> t, Span<T> zone)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
