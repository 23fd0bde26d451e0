using System.Numerics;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>A scale-and-shift block with diagonal curvature: v = g/(d + λ). Rank 0 does it: it is two numbers a unit.</summary>
internal sealed class ScaleShiftBlock<T>(ParameterBlock block, int members) : CurvatureBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RunningMean<T> _diagonal = new(members, () => new SquaredGradients<T>(block));
    private readonly T[] _inverse = new T[2 * block.Outputs];

    public override IReadOnlyList<double> RefreshCosts { get; } = [block.Outputs];

    public override IEnumerable<OptimiserState<T>> State =>
        [new($"{block.Name}.diagonal", _diagonal.Value.AsMemory()), new($"{block.Name}.inverse", _inverse)];

    public override void Observe(TrainingStep<T> step) => _diagonal.Observe(step.Team, step.Workspace);

    public override void Absorb(ICommunicator member, int examples, double keep) => _diagonal.Absorb(member, examples, keep);

    public override void Refresh(int piece, double damping)
    {
        ReadOnlySpan<T> diagonal = _diagonal.Value.AsSpan();
        for (int i = 0; i < _inverse.Length; i++) _inverse[i] = T.One / (diagonal[i] + T.CreateTruncating(damping));
    }

    public override double Precondition(ICommunicator member, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        if (member.Rank != 0) return 0;
        int units = block.Outputs;
        return Precondition(block.First, gradient, direction, _inverse.AsSpan(0, units))
            + Precondition(block.Second!, gradient, direction, _inverse.AsSpan(units));
    }

    private static double Precondition(TensorSlot slot, ReadOnlySpan<T> gradient, Span<T> direction, ReadOnlySpan<T> inverse)
    {
        ReadOnlySpan<T> g = slot.In(gradient);
        Span<T> v = slot.In(direction);
        double product = 0;
        for (int j = 0; j < g.Length; j++)
        {
            v[j] = g[j] * inverse[j];
            product += double.CreateTruncating(v[j] * g[j]);
        }

        return product;
    }
}
