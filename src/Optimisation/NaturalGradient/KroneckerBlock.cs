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
/// An affine block with curvature B ⊗ A and factored Tikhonov damping: v = (B + √λ/π I)⁻¹ G (A + π√λ I)⁻¹. Members do rows of v.
/// </summary>
internal sealed class KroneckerBlock<T> : CurvatureBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock _block;
    private readonly KroneckerMean<T> _mean;
    private readonly DampedInverse<T> _inputInverse;
    private readonly DampedInverse<T> _outputInverse;
    private readonly Matrix<T> _half;
    private readonly Matrix<T> _direction;

    public KroneckerBlock(ParameterBlock block, int members)
    {
        _block = block;
        _mean = new KroneckerMean<T>(block, members);
        int order = _mean.Factors.InputFactor.Rows;
        _inputInverse = new DampedInverse<T>(order, $"the inputs' factor of block '{block.Name}'");
        _outputInverse = new DampedInverse<T>(block.Outputs, $"the cotangents' factor of block '{block.Name}'");
        _half = new Matrix<T>(block.Outputs, order);
        _direction = new Matrix<T>(block.Outputs, order);
        RefreshCosts = [Math.Pow(order, 3), Math.Pow(block.Outputs, 3)];
    }

    public override IReadOnlyList<double> RefreshCosts { get; }

    public override IEnumerable<OptimiserState<T>> State =>
    [
        new($"{_block.Name}.input_factor", _mean.Factors.InputFactor.AsMemory()),
        new($"{_block.Name}.output_factor", _mean.Factors.OutputFactor.AsMemory()),
        new($"{_block.Name}.input_inverse", _inputInverse.Inverse.AsMemory()),
        new($"{_block.Name}.output_inverse", _outputInverse.Inverse.AsMemory()),
    ];

    public override void Observe(TrainingStep<T> step) =>
        _mean.Observe(step.Team, step.Workspace);

    public override void Absorb(ICommunicator member, int examples, double keep) => _mean.Absorb(member, examples, keep);

    public override void Refresh(int piece, double damping)
    {
        double balance = _mean.Factors.Balance, root = Math.Sqrt(damping);
        if (piece == 0) _inputInverse.Refresh(_mean.Factors.InputFactor, balance * root);
        else _outputInverse.Refresh(_mean.Factors.OutputFactor, root / balance);
    }

    public override double Precondition(ICommunicator member, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        (int start, int count) = member.Share(_block.Outputs);
        int inputs = _block.Inputs;
        ReadOnlyMatrixView<T> left = _outputInverse.Inverse.View.RowRange(start, count);
        MatrixView<T> half = _half.View.RowRange(start, count), rows = _direction.View.RowRange(start, count);

        Products.Multiply(left, new ReadOnlyMatrixView<T>(_block.First.In(gradient), _block.Outputs, inputs), half.ColumnRange(0, inputs));
        if (_block.Second is { } bias) Products.Multiply(left, new ReadOnlyMatrixView<T>(bias.In(gradient), _block.Outputs, 1), half.ColumnRange(inputs, 1));
        Products.Multiply(half, _inputInverse.Inverse.View, rows);

        double product = 0;
        for (int row = 0; row < count; row++)
        {
            int place = (start + row) * inputs;
            ReadOnlySpan<T> step = rows.Row(row);
            step[..inputs].CopyTo(_block.First.In(direction).Slice(place, inputs));
            product += double.CreateTruncating(TensorPrimitives.Dot(step[..inputs], _block.First.In(gradient).Slice(place, inputs)));
            if (_block.Second is not { } shift) continue;
            shift.In(direction)[start + row] = step[inputs];
            product += double.CreateTruncating(step[inputs] * shift.In(gradient)[start + row]);
        }

        return product;
    }
}
