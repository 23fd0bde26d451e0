using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.NaturalGradient.EigenCorrected;

/// <summary>
/// An affine block as Uᵀ diag(S) U in the eigenbasis U = U_B ⊗ U_A of its Kronecker factors, S the running second moments of
/// per-example gradients there: v = Uᵀ (U g / (S + λ)), the damping exact. Members do rows.
/// </summary>
/// <remarks>
/// When the basis turns, S becomes the diagonal of the old estimate in the new basis, (Q_B∘Q_B) S (Q_A∘Q_A)ᵀ with Q = U'Uᵀ, so
/// nothing learnt is lost and the trace is kept.
/// </remarks>
internal sealed class EigenCorrectedBlock<T> : CurvatureBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock _block;
    private readonly KroneckerMean<T> _mean;
    private readonly TurningBasis<T> _input;
    private readonly TurningBasis<T> _output;
    private readonly RunningMean<T> _moments;
    private readonly Matrix<T> _inverse;
    private readonly Matrix<T> _half;
    private readonly Matrix<T> _direction;
    private readonly int _order;

    public EigenCorrectedBlock(ParameterBlock block, int members)
    {
        _block = block;
        _order = block.UnitLength;
        _mean = new KroneckerMean<T>(block, members);
        _input = new TurningBasis<T>(_order);
        _output = new TurningBasis<T>(block.Outputs);
        _moments = new RunningMean<T>(members, () => new EigenMoments<T>(block, _input.Vectors, _output.Vectors));
        _inverse = new Matrix<T>(block.Outputs, _order);
        _half = new Matrix<T>(block.Outputs, _order);
        _direction = new Matrix<T>(block.Outputs, _order);
        RefreshCosts = [Math.Pow(_order, 3), Math.Pow(block.Outputs, 3)];
    }

    public override IReadOnlyList<double> RefreshCosts { get; }

    public override IEnumerable<OptimiserState<T>> State =>
    [
        new($"{_block.Name}.input_factor", _mean.Factors.InputFactor.AsMemory()),
        new($"{_block.Name}.output_factor", _mean.Factors.OutputFactor.AsMemory()),
        new($"{_block.Name}.input_basis", _input.Vectors.AsMemory()),
        new($"{_block.Name}.output_basis", _output.Vectors.AsMemory()),
        new($"{_block.Name}.moments", _moments.Value.AsMemory()),
        new($"{_block.Name}.inverse", _inverse.AsMemory()),
    ];

    public override void Observe(TrainingStep<T> step) =>
        _mean.Observe(step.Team, step.Workspace);

    public override void Absorb(ICommunicator member, int examples, double keep) => _mean.Absorb(member, examples, keep);

    public override void Refresh(int piece, double damping)
    {
        if (piece == 0) _input.Turn(_mean.Factors.InputFactor);
        else _output.Turn(_mean.Factors.OutputFactor);
    }

    /// <summary>Carries the moments into the new basis; all members call it, between two barriers.</summary>
    public void TurnMoments(ICommunicator member, double damping)
    {
        (int start, int count) = member.Share(_block.Outputs);
        MatrixView<T> half = _half.View.RowRange(start, count);
        Products.Multiply(_output.SquaredTurn.View.RowRange(start, count), _moments.Value, half);
        member.Barrier();
        Products.MultiplyTransposedRight<T>(half, _input.SquaredTurn, _moments.Value.View.RowRange(start, count));
        member.Barrier();
        Invert(member, damping);
    }

    /// <summary>Sums of squares in the basis over a member's examples.</summary>
    public void ObserveMoments(TrainingStep<T> step) => _moments.Observe(step.Team, step.Workspace);

    /// <summary>Merges all members' sums into the moments.</summary>
    public void AbsorbMoments(ICommunicator member, int examples, double keep, double damping)
    {
        _moments.Absorb(member, examples, keep);
        Invert(member, damping);
    }

    public override double Precondition(ICommunicator member, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        (int start, int count) = member.Share(_block.Outputs);
        int inputs = _block.Inputs;
        ReadOnlyMatrixView<T> left = _output.Vectors.View.RowRange(start, count);
        MatrixView<T> half = _half.View.RowRange(start, count), rows = _direction.View.RowRange(start, count);
        Products.Multiply(left, new ReadOnlyMatrixView<T>(_block.First.In(gradient), _block.Outputs, inputs), half.ColumnRange(0, inputs));
        if (_block.Second is { } bias) Products.Multiply(left, new ReadOnlyMatrixView<T>(bias.In(gradient), _block.Outputs, 1), half.ColumnRange(inputs, 1));
        Products.MultiplyTransposedRight<T>(half, _input.Vectors, rows);
        TensorPrimitives.Multiply(rows.AsSpan(), _inverse.View.RowRange(start, count).AsSpan(), rows.AsSpan());
        Products.Multiply(rows, _input.Vectors, half);

        // Back through U_B every row depends on all.
        member.Barrier();
        Products.MultiplyTransposedLeft<T>(_output.Vectors.View.ColumnRange(start, count), _half, rows);
        double product = 0;
        for (int unit = start; unit < start + count; unit++) product += AffineRows.Scatter(_block, unit, _direction.Row(unit), gradient, direction);
        return product;
    }

    // The shares are those of the running mean.
    private void Invert(ICommunicator member, double damping)
    {
        (int start, int count) = member.Share(_moments.Value.Rows * _moments.Value.Columns, 16);
        Span<T> inverse = _inverse.AsSpan().Slice(start, count);
        TensorPrimitives.Max(_moments.Value.AsSpan().Slice(start, count), T.Zero, inverse);
        TensorPrimitives.Add(inverse, T.CreateTruncating(damping), inverse);
        TensorPrimitives.Reciprocal<T>(inverse, inverse);
    }
}
