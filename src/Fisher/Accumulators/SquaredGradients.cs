using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>
/// Σ_k (∂_i)² of every parameter of a block, the diagonal: for an affine block Σ (Σ_k δ_kj²) ã_i², outputs × inputs, by one
/// product; for a scale-and-shift block a row of γ and a row of β.
/// </summary>
/// <param name="block">The block.</param>
public sealed class SquaredGradients<T>(ParameterBlock block)
    : BlockAccumulator<T>(block, block.Kind == BlockKind.Affine ? block.Outputs : 2, block.Kind == BlockKind.Affine ? block.UnitLength : block.Outputs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _inputs = [];
    private T[] _cotangents = [];

    /// <inheritdoc/>
    public override void Sum(BlockView<T> view, MatrixView<T> sum)
    {
        if (Block.Kind == BlockKind.Affine)
        {
            Products.MultiplyTransposedLeft<T>(view.SquaredCotangents(ref _cotangents), view.SquaredInputs(ref _inputs), sum);
            return;
        }

        sum.AsSpan().Clear();
        Span<T> scale = sum.Row(0), shift = sum.Row(1);
        for (int row = 0; row < view.Cotangents.Rows; row++)
        {
            ReadOnlySpan<T> cotangent = view.Cotangents.Row(row), input = view.Inputs.Row(row % view.Examples);
            for (int j = 0; j < cotangent.Length; j++)
            {
                T square = cotangent[j] * cotangent[j];
                shift[j] += square;
                scale[j] += square * input[j] * input[j];
            }
        }
    }
}
