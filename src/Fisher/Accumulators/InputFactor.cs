using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>Σ ããᵀ of an affine block, Kronecker's factor A. Cost an example: inputs².</summary>
/// <param name="block">The block.</param>
public sealed class InputFactor<T>(ParameterBlock block) : BlockAccumulator<T>(block, block.UnitLength, block.UnitLength)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override void Sum(BlockView<T> view, MatrixView<T> sum)
    {
        int last = view.Inputs.Columns;
        Products.SymmetricRankUpdate(view.Inputs, sum.RowRange(0, last).ColumnRange(0, last));
        if (!Block.HasBias) return;

        // The row and column of the 1: Σx and the count.
        Span<T> row = sum.Row(last);
        row.Clear();
        for (int i = 0; i < view.Examples; i++) TensorPrimitives.Add(row[..last], view.Inputs.Row(i), row[..last]);
        row[last] = T.CreateTruncating(view.Examples);
        for (int k = 0; k < last; k++) sum[k, last] = row[k];
    }
}
