using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>An affine block with the diagonal of its Fisher matrix, E[δ_j² ã_k²], one product of squares a refresh: v = g/(d + λ). Members do rows.</summary>
internal sealed class DiagonalBlock<T> : CurvatureBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock _block;
    private readonly RunningMean<T> _diagonal;
    private readonly Matrix<T> _inverse;
    private readonly Matrix<T> _rows;

    public DiagonalBlock(ParameterBlock block, int members)
    {
        _block = block;
        int order = block.UnitLength;
        _diagonal = new RunningMean<T>(members, () => new SquaredGradients<T>(block));
        _inverse = new Matrix<T>(block.Outputs, order);
        _rows = new Matrix<T>(block.Outputs, order);
        RefreshCosts = [_inverse.AsSpan().Length];
    }

    public override IReadOnlyList<double> RefreshCosts { get; }

    public override IEnumerable<OptimiserState<T>> State =>
        [new($"{_block.Name}.diagonal", _diagonal.Value.AsMemory()), new($"{_block.Name}.inverse", _inverse.AsMemory())];

    public override void Observe(TrainingStep<T> step) => _diagonal.Observe(step.Team, step.Workspace);

    public override void Absorb(ICommunicator member, int examples, double keep) => _diagonal.Absorb(member, examples, keep);

    public override void Refresh(int piece, double damping)
    {
        TensorPrimitives.Add(_diagonal.Value.AsSpan(), T.CreateTruncating(damping), _inverse.AsSpan());
        TensorPrimitives.Reciprocal<T>(_inverse.AsSpan(), _inverse.AsSpan());
    }

    public override double Precondition(ICommunicator member, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        (int start, int count) = member.Share(_block.Outputs);
        double product = 0;
        for (int unit = start; unit < start + count; unit++)
        {
            Span<T> row = _rows.Row(unit);
            AffineRows.Gather(_block, unit, gradient, row);
            TensorPrimitives.Multiply(row, _inverse.Row(unit), row);
            product += AffineRows.Scatter(_block, unit, row, gradient, direction);
        }

        return product;
    }
}
