using System.Numerics;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Compression.Pruning;

/// <summary>An element-wise optimiser that leaves pruned parameters at zero: training on after pruning.</summary>
/// <param name="rule">The optimiser; it must update its own share alone, as element-wise ones do.</param>
/// <param name="mask">What is pruned.</param>
public sealed class MaskedOptimiser<T>(FirstOrder.ElementwiseOptimiser<T> rule, PruningMask mask) : Optimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => rule.Name;

    /// <inheritdoc/>
    public override OptimiserNeeds Needs => rule.Needs;

    /// <inheritdoc/>
    public override IReadOnlyList<OptimiserState<T>> State => rule.State;

    /// <inheritdoc/>
    public override void Update(TrainingStep<T> step)
    {
        rule.Update(step);
        (int start, int count) = step.Share;
        mask.Apply(step.Model.Parameters.Span.Slice(start, count), start);
    }
}
