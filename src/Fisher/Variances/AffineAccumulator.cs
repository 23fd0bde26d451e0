using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>
/// z = W ã: a quantity's sum over examples is one product, (its values over units)ᵀ times a power of ã. Values are scaled by a
/// power of two to order one, so that fourth powers of small cotangents do not vanish in single precision.
/// </summary>
internal sealed class AffineAccumulator<T> : QuantityAccumulator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DiagonalTotals _totals;
    private readonly int _order;
    private readonly Matrix<T> _values;
    private readonly bool _hasFourths;
    private readonly Matrix<T>[] _sums;
    private readonly double[] _scales;
    private readonly ProductSpread<T>? _spread;
    private T[] _squares = [];
    private T[] _fourths = [];

    public AffineAccumulator(ParameterBlock block, DiagonalTotals totals, int capacity)
        : base(block, totals.Quantities.Length, capacity)
    {
        _totals = totals;
        _order = block.UnitLength;
        _values = new Matrix<T>(capacity, block.Outputs);
        _hasFourths = totals.Quantities.Any(quantity => quantity.Power == 4);
        _sums = [.. totals.Quantities.Select(_ => new Matrix<T>(block.Outputs, _order))];
        _scales = new double[totals.Quantities.Length];
        _spread = totals.HasSpread ? new ProductSpread<T>(block.Outputs, _order, capacity) : null;
    }

    public override void Clear()
    {
        Array.Clear(_scales);
        _spread?.Clear();
    }

    public override void Absorb(BlockView<T> view)
    {
        int examples = view.Examples;
        MatrixView<T> squares = view.SquaredInputs(ref _squares), fourths = squares;
        if (_hasFourths)
        {
            if (_fourths.Length < _squares.Length) _fourths = new T[_squares.Length];
            fourths = new MatrixView<T>(_fourths.AsSpan(0, examples * _order), examples, _order);
            TensorPrimitives.Multiply<T>(squares.AsSpan(), squares.AsSpan(), fourths.AsSpan());
        }

        for (int q = 0; q < _sums.Length; q++)
        {
            ReadOnlyMatrixView<double> units = Units(q, examples);
            bool isFirst = _scales[q] == 0;
            if (isFirst) _scales[q] = PowerOfTwoNear(units);
            if (_scales[q] == 0) continue;
            MatrixView<T> values = _values.View.RowRange(0, examples);
            for (int i = 0; i < examples; i++) Convert(units.Row(i), _scales[q], values.Row(i));
            Products.MultiplyTransposedLeft<T>(values, _totals.Quantities[q].Power == 2 ? squares : fourths, _sums[q], T.One, isFirst ? T.Zero : T.One);
            if (_totals.Quantities[q] == _totals.SpreadOf) _spread?.Absorb(values, squares);
        }
    }

    public override void AddTotals(BlockView<T> view, int quantity, int example, TensorSpread spread)
    {
        double units = TensorPrimitives.Sum<double>(Units(quantity, view.Examples).Row(example));
        spread.Add(Block.First, units * double.CreateTruncating(TensorPrimitives.SumOfSquares(view.Inputs.Row(example))));
        if (Block.Second is { } bias) spread.Add(bias, units);
    }

    public override void MergeInto(DiagonalTotals totals, int firstUnit, int unitCount, int before, int examples)
    {
        for (int q = 0; q < _sums.Length; q++)
        {
            if (_scales[q] != 0)
            {
                for (int j = firstUnit; j < firstUnit + unitCount; j++) AddRow(_sums[q].Row(j), 1 / _scales[q], j, totals.Sum(q));
            }

            if (_spread is null || totals.Quantities[q] != totals.SpreadOf) continue;
            for (int j = firstUnit; j < firstUnit + unitCount; j++)
            {
                for (int k = 0; k < _order; k++)
                {
                    (double mean, double squaredDeviations) = _scales[q] == 0 ? (0, 0) : _spread.At(j, k, examples);
                    double unscaled = _scales[q] == 0 ? 0 : 1 / _scales[q];
                    totals.Merge(Parameter(j, k), before, examples, mean * unscaled, squaredDeviations * unscaled * unscaled);
                }
            }
        }
    }

    private int Parameter(int unit, int input) => input < Block.Inputs ? Block.First.Offset + (unit * Block.Inputs) + input : Block.Second!.Offset + unit;

    private void AddRow(ReadOnlySpan<T> row, double scale, int unit, Span<double> total)
    {
        Span<double> weights = total.Slice(Block.First.Offset + (unit * Block.Inputs), Block.Inputs);
        for (int k = 0; k < weights.Length; k++) weights[k] += double.CreateTruncating(row[k]) * scale;
        if (Block.HasBias) total[Block.Second!.Offset + unit] += double.CreateTruncating(row[^1]) * scale;
    }

    private static double PowerOfTwoNear(ReadOnlyMatrixView<double> units)
    {
        double largest = Math.Abs(TensorPrimitives.MaxMagnitude(units.AsSpan()));
        return largest is > 0 and < double.PositiveInfinity ? Math.ScaleB(1, -Math.Max(-1000, Math.ILogB(largest))) : 0;
    }

    private static void Convert(ReadOnlySpan<double> units, double scale, Span<T> values)
    {
        const int Piece = 256;
        Span<double> scaled = stackalloc double[Piece];
        for (int start = 0; start < units.Length; start += Piece)
        {
            int length = Math.Min(Piece, units.Length - start);
            TensorPrimitives.Multiply(units.Slice(start, length), scale, scaled);
            TensorPrimitives.ConvertTruncating<double, T>(scaled[..length], values.Slice(start, length));
        }
    }
}
