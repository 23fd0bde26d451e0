using System.Numerics;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Continual;

/// <summary>Any optimiser on the loss plus a penalty: every member adds the penalty's gradient to its share before the rule sees it.</summary>
/// <param name="rule">The optimiser.</param>
/// <param name="penalty">The penalty; what is held later counts from then on.</param>
public sealed class PenalisedOptimiser<T>(Optimiser<T> rule, QuadraticPenalty<T> penalty) : Optimiser<T>
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
        (int start, int count) = step.Share;
        penalty.AddGradient(step.Model.Parameters.Span.Slice(start, count), step.Gradient.Slice(start, count), start);
        rule.Update(step);
    }
}
