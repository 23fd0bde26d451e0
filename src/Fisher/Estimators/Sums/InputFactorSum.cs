using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators.Sums;

/// <summary>Σ ããᵀ of an affine layer. Cost an example: inputs².</summary>
internal sealed class InputFactorSum<T>(ParameterBlock block, int width) : BlockSum<T>(block, checked(width * width))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _extended = [];

    protected override void Sum(ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, Span<T> sum) =>
        Products.SymmetricRankUpdate(Extend(inputs, ref _extended), new MatrixView<T>(sum, width, width));
}
