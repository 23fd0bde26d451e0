using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>Σ_k δ_kδ_kᵀ of an affine block, Kronecker's factor B. Cost an example: cotangents · outputs².</summary>
/// <param name="block">The block.</param>
public sealed class OutputFactor<T>(ParameterBlock block) : BlockAccumulator<T>(block, block.Outputs, block.Outputs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override void Sum(BlockView<T> view, MatrixView<T> sum) => Products.SymmetricRankUpdate(view.Cotangents, sum);
}
