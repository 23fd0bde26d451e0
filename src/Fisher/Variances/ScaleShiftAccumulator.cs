using System.Numerics;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>γ ∘ x̂ + β: unit j's quantities times powers of x̂_j for γ, and as they are for β. A few numbers a unit, in double.</summary>
internal sealed class ScaleShiftAccumulator<T> : QuantityAccumulator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DiagonalTotals _totals;
    private readonly Matrix<double> _scaleSums;
    private readonly Matrix<double> _shiftSums;
    private readonly SpreadOfUnits _scaleSpread;
    private readonly SpreadOfUnits _shiftSpread;

    public ScaleShiftAccumulator(ParameterBlock block, DiagonalTotals totals, int capacity)
        : base(block, totals.Quantities.Length, capacity)
    {
        _totals = totals;
        _scaleSums = new Matrix<double>(totals.Quantities.Length, block.Outputs);
        _shiftSums = new Matrix<double>(totals.Quantities.Length, block.Outputs);
        _scaleSpread = new SpreadOfUnits(totals.HasSpread ? block.Outputs : 0);
        _shiftSpread = new SpreadOfUnits(totals.HasSpread ? block.Outputs : 0);
    }

    public override void Clear()
    {
        _scaleSums.AsSpan().Clear();
        _shiftSums.AsSpan().Clear();
        _scaleSpread.Clear();
        _shiftSpread.Clear();
    }

    public override void Absorb(BlockView<T> view)
    {
        for (int q = 0; q < _totals.Quantities.Length; q++)
        {
            DiagonalQuantity quantity = _totals.Quantities[q];
            MatrixView<double> units = Units(q, view.Examples);
            for (int i = 0; i < view.Examples; i++)
            {
                for (int j = 0; j < units.Columns; j++)
                {
                    double x = double.CreateTruncating(view.Inputs.Row(i)[j]), value = units.Row(i)[j], scaled = value * (quantity.Power == 2 ? x * x : x * x * x * x);
                    _scaleSums.Row(q)[j] += scaled;
                    _shiftSums.Row(q)[j] += value;
                    if (quantity != _totals.SpreadOf) continue;
                    _scaleSpread.Add(j, scaled);
                    _shiftSpread.Add(j, value);
                }
            }
        }
    }

    public override void AddTotals(BlockView<T> view, int quantity, int example, TensorSpread spread)
    {
        ReadOnlySpan<double> units = Units(quantity, view.Examples).Row(example);
        (double scale, double shift) = (0, 0);
        for (int j = 0; j < units.Length; j++)
        {
            double x = double.CreateTruncating(view.Inputs.Row(example)[j]);
            scale += units[j] * x * x;
            shift += units[j];
        }

        spread.Add(Block.First, scale);
        spread.Add(Block.Second!, shift);
    }

    public override void MergeInto(DiagonalTotals totals, int firstUnit, int unitCount, int before, int examples)
    {
        int scale = Block.First.Offset, shift = Block.Second!.Offset;
        for (int j = firstUnit; j < firstUnit + unitCount; j++)
        {
            for (int q = 0; q < totals.Quantities.Length; q++)
            {
                totals.Sum(q)[scale + j] += _scaleSums.Row(q)[j];
                totals.Sum(q)[shift + j] += _shiftSums.Row(q)[j];
            }

            if (!totals.HasSpread) continue;
            totals.Merge(scale + j, before, examples, _scaleSpread.Mean(j), _scaleSpread.SquaredDeviations(j));
            totals.Merge(shift + j, before, examples, _shiftSpread.Mean(j), _shiftSpread.SquaredDeviations(j));
        }
    }
}
