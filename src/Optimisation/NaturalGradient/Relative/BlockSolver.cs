using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Representations;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>
/// Units of an affine layer by their full matrices, the mean of ν_f x̃x̃ᵀ. An input that is zero in every reference has a row and a
/// column of zeros, which the damping alone inverts, so matrices are of the order n of the others. Memory: m·n² numbers; a refresh costs m·n²(R + n), a step 2·m·n².
/// </summary>
internal sealed class BlockSolver<T> : RelativeSolver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // So many weighted rows stay in the cache until their product is taken.
    private const int Chunk = 512;

    private readonly ParameterBlock _block;
    private readonly LiveInputs<T>[] _live;
    private readonly T[] _rows;
    private readonly DampedInverse<T>[] _inverses;
    private readonly T[][] _matrices;
    private readonly T[][] _weighted;
    private readonly T[][] _gradients;
    private readonly T[][] _directions;

    public BlockSolver(ParameterBlock block, int references, int members)
    {
        int order = block.UnitLength;
        _block = block;
        _live = [.. Enumerable.Range(0, members).Select(_ => new LiveInputs<T>(block))];
        _rows = new T[references * order];
        _inverses = [.. Enumerable.Range(0, block.Outputs).Select(unit => new DampedInverse<T>(order, $"the relative Fisher information of unit {unit} of block '{block.Name}'"))];
        _matrices = Scratch(order * order);
        _weighted = Scratch(Math.Min(references, Chunk) * order);
        _gradients = Scratch(order);
        _directions = Scratch(order);
        RefreshCosts = [.. Enumerable.Repeat(DampedInverse<T>.Cost(order) + ((double)references * order * order), block.Outputs)];

        T[][] Scratch(int length) => [.. Enumerable.Range(0, members).Select(_ => new T[length])];
    }

    public override IReadOnlyList<double> RefreshCosts { get; }

    public override void Prepare(ICommunicator member, ReadOnlyMatrixView<T> inputs, int count)
    {
        LiveInputs<T> live = _live[member.Rank];
        live.Find(inputs.RowRange(0, count));
        MatrixView<T> rows = new(_rows, count, live.Order);
        (int start, int share) = member.Share(count);
        for (int r = start; r < start + share; r++) live.Compact(inputs.Row(r), T.One, rows.Row(r));
    }

    public override void Invert(int piece, int rank, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> zones, int count, double damping)
    {
        int order = _live[rank].Order;
        ReadOnlyMatrixView<T> rows = new(_rows, count, order);
        MatrixView<T> matrix = new(_matrices[rank], order, order);
        for (int first = 0; first < count; first += Chunk)
        {
            MatrixView<T> weighted = new(_weighted[rank], Math.Min(Chunk, count - first), order);
            for (int r = 0; r < weighted.Rows; r++) TensorPrimitives.Multiply(rows.Row(first + r), T.Sqrt(zones[first + r, piece]), weighted.Row(r));
            Products.SymmetricRankUpdateLower(weighted, matrix, T.CreateTruncating(1.0 / count), first == 0 ? T.Zero : T.One);
        }

        _inverses[piece].Refresh(matrix, damping);
    }

    public override double Precondition(ICommunicator member, ReadOnlyMatrixView<T> inputs, ReadOnlySpan<T> gradient, Span<T> direction)
    {
        LiveInputs<T> live = _live[member.Rank];
        MatrixView<T> g = new(_gradients[member.Rank], live.Order, 1), v = new(_directions[member.Rank], live.Order, 1);
        (int start, int units) = member.Share(_block.Outputs);
        double product = 0;
        for (int unit = start; unit < start + units; unit++)
        {
            ReadOnlySpan<T> weights = _block.First.In(gradient).Slice(unit * _block.Inputs, _block.Inputs);
            Span<T> steps = _block.First.In(direction).Slice(unit * _block.Inputs, _block.Inputs);
            T bias = _block.Second is { } slot ? slot.In(gradient)[unit] : T.Zero;
            live.Compact(weights, bias, g.AsSpan());
            Products.Multiply<T>(_inverses[unit].View, g, v);
            TensorPrimitives.Multiply(weights, T.CreateTruncating(1 / _inverses[unit].Damping), steps);
            live.Expand(v.AsSpan(), steps);
            product += double.CreateTruncating(TensorPrimitives.Dot<T>(weights, steps));
            if (_block.Second is not { } shift) continue;
            T biasStep = v.AsSpan()[^1];
            shift.In(direction)[unit] = biasStep;
            product += double.CreateTruncating(biasStep * bias);
        }

        return product;
    }
}
