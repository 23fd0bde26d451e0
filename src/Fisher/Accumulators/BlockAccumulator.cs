using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>An accumulator of one block.</summary>
/// <param name="block">The block.</param>
/// <param name="rows">Rows of the sum.</param>
/// <param name="columns">Columns of the sum.</param>
public abstract class BlockAccumulator<T>(ParameterBlock block, int rows, int columns) : Accumulator<T>(rows, columns)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The block.</summary>
    public ParameterBlock Block => block;

    /// <inheritdoc/>
    public sealed override void Sum(Workspace<T> workspace, MatrixView<T> sum) => Sum(new BlockView<T>(block, workspace), sum);

    /// <summary>Overwrites <paramref name="sum"/> by the sum over the examples of a view of the block.</summary>
    public abstract void Sum(BlockView<T> view, MatrixView<T> sum);
}
