using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Optimisation;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Extension.Tests.Optimisers;

/// <summary>Somebody else's curvature of an affine layer: a multiple of the identity, with the trace of E[δδᵀ].</summary>
public sealed class LayerTraceBlock<T>(ParameterBlock block, int members) : CurvatureBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _sums = new double[members];
    private readonly T[] _trace = new T[1];
    private readonly T[] _inverse = new T[1];

    public override IEnumerable<OptimiserState<T>> State => [new($"{block.Name}.trace", _trace), new($"{block.Name}.inverse", _inverse)];

    public override IReadOnlyList<double> RefreshCosts => [1];

    public override void Observe(TrainingStep<T> step)
    {
        ReadOnlySpan<T> cotangents = step.Workspace.BlockCotangents(block).AsSpan();
        _sums[step.Team.Rank] = double.CreateTruncating(TensorPrimitives.SumOfSquares(cotangents));
    }

    public override void Absorb(ICommunicator member, int examples, double keep)
    {
        if (member.Rank == 0) _trace[0] = T.CreateTruncating((keep * double.CreateTruncating(_trace[0])) + ((1 - keep) * _sums.Sum() / examples));
    }

    public override void Refresh(int piece, double damping) => _inverse[0] = T.One / (_trace[0] + T.CreateTruncating(damping));

    public override double Precondition(ICommunicator member, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        if (member.Rank != 0) return 0;
        double product = 0;
        foreach (TensorSlot slot in (IEnumerable<TensorSlot>)(block.Second is null ? [block.First] : [block.First, block.Second]))
        {
            TensorPrimitives.Multiply(slot.In(gradient), _inverse[0], slot.In(direction));
            product += double.CreateTruncating(TensorPrimitives.Dot(slot.In(gradient), slot.In(direction)));
        }

        return product;
    }
}
