using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>Σ_k (U_B δ_k)_j² (U_A ã)_q² of an affine block: second moments in the Kronecker factors' eigenbases, whose vectors are rows.</summary>
/// <param name="block">The block.</param>
/// <param name="inputVectors">U_A; read at every sum.</param>
/// <param name="outputVectors">U_B; read at every sum.</param>
public sealed class EigenMoments<T>(ParameterBlock block, Matrix<T> inputVectors, Matrix<T> outputVectors)
    : BlockAccumulator<T>(block, outputVectors.Rows, inputVectors.Rows)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _inputs = [];
    private T[] _projected = [];
    private T[] _cotangents = [];

    /// <inheritdoc/>
    public override void Sum(BlockView<T> view, MatrixView<T> sum) => Products.MultiplyTransposedLeft<T>(
        view.SquaredCotangents(outputVectors, ref _projected, ref _cotangents), view.SquaredInputs(inputVectors, ref _inputs), sum);
}
