using System.Numerics;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.FirstOrder;

/// <summary>A rule that treats every parameter alike and by itself, so that members update their shares without meeting.</summary>
public abstract class ElementwiseOptimiser<T> : Optimiser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly OptimiserState<T>[] _state;

    /// <summary>A rule for a number of parameters, with one vector of memory for each name.</summary>
    protected ElementwiseOptimiser(int parameters, params ReadOnlySpan<string> memories)
    {
        _state = new OptimiserState<T>[memories.Length];
        for (int i = 0; i < memories.Length; i++) _state[i] = new(memories[i], AlignedMemory.Allocate<T>(parameters));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<OptimiserState<T>> State => _state;

    /// <inheritdoc/>
    public override void Update(TrainingStep<T> step)
    {
        (int start, int count) = step.Share;
        Update(step.Model.Parameters.Span.Slice(start, count), step.Gradient.Slice(start, count), start, step.LearningRate, step.Index + 1);
    }

    /// <summary>Updates a share of the parameters.</summary>
    /// <param name="parameters">θ, the share.</param>
    /// <param name="gradient">g, the same share.</param>
    /// <param name="start">Where the share begins in the whole.</param>
    /// <param name="learningRate">γ.</param>
    /// <param name="count">The number of this step, from 1.</param>
    protected abstract void Update(Span<T> parameters, ReadOnlySpan<T> gradient, int start, double learningRate, long count);

    /// <summary>The share of a memory that belongs to a share of the parameters.</summary>
    protected Span<T> Memory(int index, int start, int count) => _state[index].Values.Span.Slice(start, count);
}
