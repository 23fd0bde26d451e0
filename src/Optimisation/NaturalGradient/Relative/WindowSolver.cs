using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>
/// Units of an affine layer through R references by Woodbury's identity. With X the references' inputs x̃, K = XXᵀ/R and N = diag ν:
/// (XᵀNX/R + εI)⁻¹ = (I − Xᵀ N^½ S⁻¹ N^½ X/R)/ε, S = N^½KN^½ + εI. One product with X, an R×R system a unit, one product back.
/// Units stand side by side in the lanes of vectors, so that as many as there are lanes are factored and solved together.
/// </summary>
internal sealed class WindowSolver<T> : RelativeSolver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBlock _block;
    private readonly int _references;
    private readonly Matrix<T> _products;
    private readonly LaneGroup<T>[] _groups;
    private readonly Matrix<T> _projected;

    public WindowSolver(ParameterBlock block, int references)
    {
        int lanes = CholeskyLanes<T>.Width, groups = (block.Outputs + lanes - 1) / lanes;
        _block = block;
        _references = references;
        _products = new Matrix<T>(references, references);
        _groups = [.. Enumerable.Range(0, groups).Select(group => new LaneGroup<T>(references, Math.Min(lanes, block.Outputs - (group * lanes)), $"the relative Fisher information of block '{block.Name}'"))];
        _projected = new Matrix<T>(references, block.Outputs);
        RefreshCosts = [.. Enumerable.Repeat(lanes * Math.Pow(references, 3) / 3, groups)];
    }

    /// <summary>A piece is a group of units.</summary>
    public override IReadOnlyList<double> RefreshCosts { get; }

    public override void Prepare(ICommunicator member, ReadOnlyMatrixView<T> inputs, int count)
    {
        (int start, int rows) = member.Share(_references);
        MatrixView<T> share = _products.View.RowRange(start, rows);
        T scale = T.CreateTruncating(1.0 / count);
        Products.MultiplyTransposedRight(inputs.RowRange(start, rows), inputs, share, scale, T.Zero);
        if (_block.HasBias) TensorPrimitives.Add(share.AsSpan(), scale, share.AsSpan());
    }

    public override void Invert(int piece, int rank, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> zones, int count, double damping) =>
        _groups[piece].Factor(_products, zones.ColumnRange(piece * CholeskyLanes<T>.Width, _groups[piece].Units), count, damping);

    public override double Precondition(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        int lanes = CholeskyLanes<T>.Width, width = _block.Inputs;
        (int start, int units) = member.Share(_block.Outputs, lanes);
        if (units == 0) return 0;
        ReadOnlyMatrixView<T> g = new(_block.First.In(gradient).Slice(start * width, units * width), units, width);
        MatrixView<T> v = new(_block.First.In(direction).Slice(start * width, units * width), units, width);
        MatrixView<T> projected = _projected.View.ColumnRange(start, units);
        ReadOnlySpan<T> biasGradient = _block.Second is { } slot ? slot.In(gradient).Slice(start, units) : default;
        Span<T> biasDirection = _block.Second is { } bias ? bias.In(direction).Slice(start, units) : default;

        Products.MultiplyTransposedRight(inputs, g, projected);
        for (int r = 0; r < _references && !biasGradient.IsEmpty; r++) TensorPrimitives.Add(projected.Row(r), biasGradient, projected.Row(r));
        for (int unit = 0; unit < units; unit += lanes)
        {
            LaneGroup<T> group = _groups[(start + unit) / lanes];
            group.Solve(projected.ColumnRange(unit, group.Units));
            for (int i = 0; i < group.Units; i++)
            {
                T scale = group.Scale(i);
                TensorPrimitives.Multiply(g.Row(unit + i), scale, v.Row(unit + i));
                if (!biasGradient.IsEmpty) biasDirection[unit + i] = scale * biasGradient[unit + i];
            }
        }

        Products.MultiplyTransposedLeft(projected, inputs, v, T.One, T.One);
        for (int r = 0; r < _references && !biasGradient.IsEmpty; r++) TensorPrimitives.Add(biasDirection, projected.Row(r), biasDirection);
        double product = 0;
        for (int i = 0; i < units; i++) product += double.CreateTruncating(TensorPrimitives.Dot<T>(v.Row(i), g.Row(i)));
        return biasGradient.IsEmpty ? product : product + double.CreateTruncating(TensorPrimitives.Dot<T>(biasDirection, biasGradient));
    }
}
