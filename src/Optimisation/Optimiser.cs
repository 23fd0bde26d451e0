using System.Numerics;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation;

/// <summary>A rule that turns gradients into steps. It is shared by the members of a team, each of which does its share.</summary>
public abstract class Optimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What it needs beside a gradient.</summary>
    public virtual OptimiserNeeds Needs => OptimiserNeeds.GradientOnly;

    /// <summary>Everything that must be kept to go on as if never stopped.</summary>
    public abstract IReadOnlyList<OptimiserState<T>> State { get; }

    /// <summary>What it had to do otherwise than asked since it was made, in sentences for its user; null for nothing.</summary>
    public virtual string? Remark => null;

    /// <summary>
    /// Updates the model's parameters. Called by every member after its share of the gradient has been added up; a rule that
    /// reads outside of its share meets the others at a barrier first. Allocates nothing.
    /// </summary>
    public abstract void Update(TrainingStep<T> step);
}
