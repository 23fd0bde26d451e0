using System.Numerics;
using Neuromanifold.Fisher.Accumulators;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Variances;

/// <summary>Sums a layer's quantities over a group of at most a thousand examples of one member, chunk by chunk.</summary>
internal abstract class QuantityAccumulator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _units;

    protected QuantityAccumulator(ParameterBlock block, int quantities, int capacity)
    {
        Block = block;
        Capacity = capacity;
        _units = new double[checked(quantities * capacity * block.Outputs)];
    }

    /// <summary>The layer.</summary>
    public ParameterBlock Block { get; }

    /// <summary>Examples in a chunk.</summary>
    protected int Capacity { get; }

    /// <summary>Values of a quantity over units at ã = 1, one row an example, to be filled before <see cref="Absorb"/>.</summary>
    public MatrixView<double> Units(int quantity, int examples) =>
        new(_units.AsSpan(quantity * Capacity * Block.Outputs, examples * Block.Outputs), examples, Block.Outputs);

    /// <summary>The accumulator for a layer's kind.</summary>
    public static QuantityAccumulator<T> For(ParameterBlock block, DiagonalTotals totals, int capacity) => block.Kind == BlockKind.Affine
        ? new AffineAccumulator<T>(block, totals, capacity)
        : new ScaleShiftAccumulator<T>(block, totals, capacity);

    /// <summary>Adds up a quantity that is quadratic in first derivatives over the block's parameters at one example, tensor by tensor.</summary>
    public abstract void AddTotals(BlockView<T> view, int quantity, int example, TensorSpread spread);

    /// <summary>Begins a group.</summary>
    public abstract void Clear();

    /// <summary>Adds a chunk whose units are filled.</summary>
    public abstract void Absorb(BlockView<T> view);

    /// <summary>Adds the group to the totals, for some of the units.</summary>
    /// <param name="totals">The totals.</param>
    /// <param name="firstUnit">The first unit.</param>
    /// <param name="unitCount">The number of units.</param>
    /// <param name="before">Examples merged before.</param>
    /// <param name="examples">Examples in the group.</param>
    public abstract void MergeInto(DiagonalTotals totals, int firstUnit, int unitCount, int before, int examples);
}
