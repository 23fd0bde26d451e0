using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>
/// The curvature of one block of parameters, kept by a team: observe and meet, absorb and meet, refresh the inverse and meet,
/// then precondition gradients.
/// </summary>
internal abstract class CurvatureBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>All that a checkpoint needs.</summary>
    public abstract IEnumerable<OptimiserState<T>> State { get; }

    /// <summary>The costs of the pieces in which the inverse is refreshed, to share them out.</summary>
    public abstract IReadOnlyList<double> RefreshCosts { get; }

    /// <summary>Sums over a member's examples, from its workspace.</summary>
    public abstract void Observe(ICommunicator member, Workspace<T> workspace);

    /// <summary>Merges the sums into the running estimate.</summary>
    public abstract void Absorb(ICommunicator member, int examples, double keep);

    /// <summary>Refreshes one piece of the inverse.</summary>
    public abstract void Refresh(int piece, double damping);

    /// <summary>
    /// Writes a member's share of v = (curvature + damping)⁻¹ g and returns v·g over it. Both are vectors of all parameters.
    /// </summary>
    public abstract double Precondition(ICommunicator member, ReadOnlySpan<T> gradient, Span<T> direction);
}
