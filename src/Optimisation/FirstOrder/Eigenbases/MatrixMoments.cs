using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.FirstOrder.Eigenbases;

/// <summary>
/// A matrix of weights W with gradient G: factors L ← β₂ L + (1 − β₂) G Gᵀ and R ← β₂ R + (1 − β₂) GᵀG, bases U_L and U_R of them, and
/// Adam's moments of U_L G U_Rᵀ. Members do rows and meet between the phases. Source: [Vyas24], algorithm 3.
/// </summary>
internal sealed class MatrixMoments<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TensorSlot _slot;
    private readonly int _outputs, _inputs;
    private readonly Matrix<T> _leftFactor, _rightFactor;
    private readonly IteratedBasis<T> _left, _right;
    private readonly Matrix<T> _first, _second, _half, _direction;

    public MatrixMoments(TensorSlot slot)
    {
        _slot = slot;
        _outputs = slot.Shape.Extents[0];
        _inputs = slot.Shape.Extents[1];
        _leftFactor = new Matrix<T>(_outputs, _outputs);
        _rightFactor = new Matrix<T>(_inputs, _inputs);
        _left = new IteratedBasis<T>(_outputs);
        _right = new IteratedBasis<T>(_inputs);
        _first = new Matrix<T>(_outputs, _inputs);
        _second = new Matrix<T>(_outputs, _inputs);
        _half = new Matrix<T>(_outputs, _inputs);
        _direction = new Matrix<T>(_outputs, _inputs);
        RefreshCosts = [Math.Pow(_outputs, 3), Math.Pow(_inputs, 3)];
    }

    /// <summary>The costs of refreshing the two bases.</summary>
    public IReadOnlyList<double> RefreshCosts { get; }

    public IEnumerable<OptimiserState<T>> State =>
    [
        new($"{_slot.Name}.left_factor", _leftFactor.AsMemory()),
        new($"{_slot.Name}.right_factor", _rightFactor.AsMemory()),
        new($"{_slot.Name}.left_basis", _left.Vectors.AsMemory()),
        new($"{_slot.Name}.right_basis", _right.Vectors.AsMemory()),
        new($"{_slot.Name}.first_moment", _first.AsMemory()),
        new($"{_slot.Name}.second_moment", _second.AsMemory()),
    ];

    /// <summary>Takes G into a member's rows of the factors.</summary>
    public void Observe(TrainingStep<T> step, double decay)
    {
        ReadOnlyMatrixView<T> gradient = Gradient(step);
        T kept = T.CreateTruncating(decay), fresh = T.CreateTruncating(1 - decay);
        (int row, int rows) = step.Team.Share(_outputs);
        (int column, int columns) = step.Team.Share(_inputs);
        Products.MultiplyTransposedRight(gradient.RowRange(row, rows), gradient, _leftFactor.View.RowRange(row, rows), fresh, kept);
        Products.MultiplyTransposedLeft(gradient.ColumnRange(column, columns), gradient, _rightFactor.View.RowRange(column, columns), fresh, kept);
    }

    /// <summary>Takes a member's rows of U_L G U_Rᵀ into the moments and turns their direction back by U_R.</summary>
    public void Scale(TrainingStep<T> step, AdamScaling<T> scaling)
    {
        (int start, int count) = step.Team.Share(_outputs);
        MatrixView<T> half = _half.View.RowRange(start, count), rows = _direction.View.RowRange(start, count);
        Products.Multiply(_left.Vectors.View.RowRange(start, count), Gradient(step), half);
        Products.MultiplyTransposedRight<T>(half, _right.Vectors, rows);
        scaling.Apply(rows.AsSpan(), _first.View.RowRange(start, count).AsSpan(), _second.View.RowRange(start, count).AsSpan());
        Products.Multiply(rows, _right.Vectors, half);
    }

    /// <summary>Turns back by U_L, where every row depends on all, and moves a member's rows.</summary>
    public void Move(TrainingStep<T> step, T kept)
    {
        (int start, int count) = step.Team.Share(_outputs);
        MatrixView<T> rows = _direction.View.RowRange(start, count);
        Products.MultiplyTransposedLeft<T>(_left.Vectors.View.ColumnRange(start, count), _half, rows);
        Span<T> weights = _slot.In(step.Model.Parameters.Span).Slice(start * _inputs, count * _inputs);
        TensorPrimitives.Multiply(weights, kept, weights);
        TensorPrimitives.MultiplyAdd(rows.AsSpan(), T.CreateTruncating(-step.LearningRate), weights, weights);
    }

    /// <summary>Iterates one of the two bases before there are moments in it.</summary>
    public void Start(int piece)
    {
        if (piece == 0) _left.Iterate(_leftFactor);
        else _right.Iterate(_rightFactor);
    }

    /// <summary>Refreshes one of the two bases.</summary>
    public void Refresh(int piece)
    {
        if (piece == 0) _left.Refresh(_leftFactor);
        else _right.Refresh(_rightFactor);
    }

    /// <summary>
    /// Turns a member's rows of the mean gradient half-way into the new bases. Mean squares go with their places in the order of
    /// eigenvalues, as published.
    /// </summary>
    public void BeginTurn(ICommunicator member)
    {
        (int start, int count) = member.Share(_outputs);
        Products.Multiply(_left.Turn.View.RowRange(start, count), _first, _half.View.RowRange(start, count));
        for (int row = start; row < start + count; row++)
        {
            Span<T> to = _direction.Row(row), from = _second.Row(_left.Origins[row]);
            for (int column = 0; column < _inputs; column++) to[column] = from[_right.Origins[column]];
        }
    }

    /// <summary>Turns them the rest of the way.</summary>
    public void EndTurn(ICommunicator member)
    {
        (int start, int count) = member.Share(_outputs);
        Products.MultiplyTransposedRight<T>(_half.View.RowRange(start, count), _right.Turn, _first.View.RowRange(start, count));
        _second.View.RowRange(start, count).CopyFrom(_direction.View.RowRange(start, count));
    }

    private ReadOnlyMatrixView<T> Gradient(TrainingStep<T> step) => new(_slot.In(step.Gradient), _outputs, _inputs);
}
