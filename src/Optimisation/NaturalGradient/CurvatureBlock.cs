using System.Numerics;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>
/// The curvature of one block of parameters, kept by a team: observe and meet, absorb and meet, refresh the inverse and meet,
/// then precondition gradients. A new kind of curvature is a new kind of block, see <see cref="BlockwiseCurvature{T}"/>.
/// </summary>
/// <remarks>All members share one block and call it at the same time with their own steps; nothing may be allocated once the first refresh is over.</remarks>
public abstract class CurvatureBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether <see cref="Observe"/> reads cotangents that belong to the labels of the options; where no block does none are pulled back.</summary>
    public virtual bool NeedsCotangents => true;

    /// <summary>All that a checkpoint needs.</summary>
    public abstract IEnumerable<OptimiserState<T>> State { get; }

    /// <summary>The costs of the pieces in which the inverse is refreshed, to share them out.</summary>
    public abstract IReadOnlyList<double> RefreshCosts { get; }

    /// <summary>Sums over a member's examples, from its workspace: block inputs, block cotangents, activations.</summary>
    public abstract void Observe(TrainingStep<T> step);

    /// <summary>Merges a member's share of all members' sums into the running estimate: keep · old + (1 − keep) · mean over <paramref name="examples"/>.</summary>
    public abstract void Absorb(ICommunicator member, int examples, double keep);

    /// <summary>Refreshes one piece of the inverse; every piece is one member's.</summary>
    public abstract void Refresh(int piece, double damping);

    /// <summary>
    /// Writes a member's share of v = (curvature + damping)⁻¹ g and returns v·g over it. Both are vectors of all parameters; the
    /// block reads and writes its own.
    /// </summary>
    public abstract double Precondition(ICommunicator member, ReadOnlySpan<T> gradient, Span<T> direction);
}
