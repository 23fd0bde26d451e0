using System.Numerics;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>A metric of the parameters as an optimiser needs it: it follows the training and turns gradients into directions.</summary>
public abstract class Curvature<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The size of the team that it was made for.</summary>
    public abstract int Members { get; }

    /// <summary>What it needs of a step beside the gradient.</summary>
    public abstract OptimiserNeeds Needs { get; }

    /// <summary>Everything that must be kept to go on as if never stopped.</summary>
    public abstract IReadOnlyList<OptimiserState<T>> State { get; }

    /// <summary>Brings it up to date, if it is due, at the examples of a step. All members call it, after a barrier, and meet before it returns.</summary>
    /// <param name="step">The step.</param>
    /// <param name="damping">λ and the weight decay.</param>
    public abstract void Refresh(TrainingStep<T> step, double damping);

    /// <summary>
    /// Writes a member's share of v = (curvature + λ)⁻¹ g and returns v·g over that share. All members call it; gradient and
    /// direction are shared by them, and nothing is written of the direction after the last member's return.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="gradient">g, complete.</param>
    /// <param name="direction">v.</param>
    /// <param name="damping">λ and the weight decay.</param>
    public abstract double Precondition(TrainingStep<T> step, ReadOnlySpan<T> gradient, Span<T> direction, double damping);
}
