using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators.Sums;

/// <summary>Σ_k δ_kδ_kᵀ of an affine layer. Cost an example: cotangents · outputs².</summary>
internal sealed class OutputFactorSum<T>(ParameterBlock block) : BlockSum<T>(block, checked(block.Outputs * block.Outputs))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Sum(ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, Span<T> sum) =>
        Products.SymmetricRankUpdate(cotangents, new MatrixView<T>(sum, Block.Outputs, Block.Outputs));
}
