using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.FirstOrder.Eigenbases;

/// <summary>Adam's moments of a tensor that is no matrix of weights: biases, scales and shifts.</summary>
internal sealed class VectorMoments<T>(TensorSlot slot)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Memory<T> _first = AlignedMemory.Allocate<T>(slot.Length);
    private readonly Memory<T> _second = AlignedMemory.Allocate<T>(slot.Length);
    private readonly Memory<T> _direction = AlignedMemory.Allocate<T>(slot.Length);

    public IEnumerable<OptimiserState<T>> State => [new($"{slot.Name}.first_moment", _first), new($"{slot.Name}.second_moment", _second)];

    /// <summary>Moves a member's share.</summary>
    public void Move(TrainingStep<T> step, AdamScaling<T> scaling, T kept)
    {
        (int start, int count) = step.Team.Share(slot.Length, 16);
        Span<T> direction = _direction.Span.Slice(start, count), parameters = slot.In(step.Model.Parameters.Span).Slice(start, count);
        slot.In(step.Gradient).Slice(start, count).CopyTo(direction);
        scaling.Apply(direction, _first.Span.Slice(start, count), _second.Span.Slice(start, count));
        TensorPrimitives.Multiply(parameters, kept, parameters);
        TensorPrimitives.MultiplyAdd(direction, T.CreateTruncating(-step.LearningRate), parameters, parameters);
    }
}
