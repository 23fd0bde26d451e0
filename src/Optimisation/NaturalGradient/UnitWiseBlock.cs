using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>
/// An affine block with the full Fisher matrix of every unit's weights and bias, E[δ_j² ããᵀ]. Units share what they see and
/// differ in the weights δ_j² alone. Members share out the units; each needs the examples of all.
/// </summary>
internal sealed class UnitWiseBlock<T> : CurvatureBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock _block;
    private readonly UnitMatrices<T>[] _observed;
    private readonly Matrix<T>[] _curvatures;
    private readonly DampedInverse<T>[] _inverses;
    private readonly T[][] _scratch;
    private readonly Matrix<T> _gradient;
    private readonly Matrix<T> _direction;
    private readonly int _order;

    public UnitWiseBlock(ParameterBlock block, int members)
    {
        _block = block;
        _order = block.UnitLength;
        _observed = [.. Enumerable.Range(0, members).Select(_ => new UnitMatrices<T>(block))];
        _curvatures = [.. Enumerable.Range(0, block.Outputs).Select(_ => new Matrix<T>(_order, _order))];
        _inverses = [.. Enumerable.Range(0, block.Outputs).Select(unit => new DampedInverse<T>(_order, $"the curvature of unit {unit} of block '{block.Name}'"))];
        _scratch = [.. Enumerable.Range(0, members).Select(_ => Array.Empty<T>())];
        _gradient = new Matrix<T>(block.Outputs, _order);
        _direction = new Matrix<T>(block.Outputs, _order);
        RefreshCosts = [.. Enumerable.Repeat(Math.Pow(_order, 3), block.Outputs)];
    }

    public override IReadOnlyList<double> RefreshCosts { get; }

    public override IEnumerable<OptimiserState<T>> State => Enumerable.Range(0, _block.Outputs).SelectMany(unit => (OptimiserState<T>[])
    [
        new($"{_block.Name}.{unit}.curvature", _curvatures[unit].AsMemory()),
        new($"{_block.Name}.{unit}.inverse", _inverses[unit].Inverse.AsMemory()),
    ]);

    public override void Observe(TrainingStep<T> step)
    {
        UnitMatrices<T> observed = _observed[step.Team.Rank];
        observed.Observe(new BlockView<T>(_block, step.Workspace));
        if (_scratch[step.Team.Rank].Length < observed.ScratchLength) _scratch[step.Team.Rank] = new T[observed.ScratchLength];
    }

    public override void Absorb(ICommunicator member, int examples, double keep)
    {
        T fresh = T.CreateTruncating((1 - keep) / examples);
        (int start, int count) = member.Share(_block.Outputs);
        for (int unit = start; unit < start + count; unit++)
        {
            T kept = T.CreateTruncating(keep);
            foreach (UnitMatrices<T> observed in _observed)
            {
                observed.AddUnit(unit, fresh, kept, _scratch[member.Rank], _curvatures[unit]);
                kept = T.One;
            }
        }
    }

    public override void Refresh(int piece, double damping) => _inverses[piece].Refresh(_curvatures[piece], damping);

    public override double Precondition(ICommunicator member, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        (int start, int count) = member.Share(_block.Outputs);
        double product = 0;
        for (int unit = start; unit < start + count; unit++)
        {
            Span<T> row = _gradient.Row(unit);
            AffineRows.Gather(_block, unit, gradient, row);
            Products.Multiply<T>(_inverses[unit].Inverse, new ReadOnlyMatrixView<T>(row, _order, 1), new MatrixView<T>(_direction.Row(unit), _order, 1));
            product += AffineRows.Scatter(_block, unit, _direction.Row(unit), gradient, direction);
        }

        return product;
    }
}
