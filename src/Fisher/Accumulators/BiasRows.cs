using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>Σ (Σ_k δ_kj²) ã of an affine block, the row of the bias in every unit's matrix, outputs × inputs.</summary>
/// <param name="block">The block.</param>
public sealed class BiasRows<T>(ParameterBlock block) : BlockAccumulator<T>(block, block.Outputs, block.UnitLength)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _inputs = [];
    private T[] _cotangents = [];

    /// <inheritdoc/>
    public override void Sum(BlockView<T> view, MatrixView<T> sum) =>
        Products.MultiplyTransposedLeft<T>(view.SquaredCotangents(ref _cotangents), view.Extended(ref _inputs), sum);
}
