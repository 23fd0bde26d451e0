using System.Numerics;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>(ḡ + εI)⁻¹ for the parameters of one layer. Members prepare and meet, invert and meet, then precondition gradients.</summary>
internal abstract class RelativeSolver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A member's share of what all units need.</summary>
    /// <param name="member">The member.</param>
    /// <param name="inputs">What the layer saw, R rows, of which those from <paramref name="count"/> on are zero.</param>
    /// <param name="count">The references.</param>
    public virtual void Prepare(ICommunicator member, ReadOnlyMatrixView<T> inputs, int count)
    {
        // Nothing is shared by units.
    }

    /// <summary>What each piece of a refresh costs: a unit's inverse, or that of the whole layer.</summary>
    public abstract IReadOnlyList<double> RefreshCosts { get; }

    /// <summary>Inverts one piece, from ν_f at each reference, in the memory of the member of a rank.</summary>
    public abstract void Invert(int piece, int rank, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> zones, int count, double damping);

    /// <summary>Writes a member's share of v = (ḡ + εI)⁻¹ g and returns v·g over it.</summary>
    public abstract double Precondition(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlySpan<T> gradient, Span<T> direction);
}
