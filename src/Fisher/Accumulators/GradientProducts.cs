using System.Numerics;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Accumulators;

/// <summary>Σ_k g_kg_kᵀ over the gradients g_k of some blocks' parameters for each cotangent, in the network's order: rows formed piece by piece, one product each.</summary>
/// <param name="blocks">The blocks.</param>
/// <param name="start">Their first parameter.</param>
/// <param name="size">The number of their parameters, which lie side by side.</param>
public sealed class GradientProducts<T>(IReadOnlyList<ParameterBlock> blocks, int start, int size) : Accumulator<T>(size, size)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Piece = 256;

    private readonly Matrix<T> _gradients = new(Piece, size);

    /// <inheritdoc/>
    public override void Sum(Workspace<T> workspace, MatrixView<T> sum)
    {
        int count = workspace.Cotangents * workspace.Examples;
        if (count == 0) sum.AsSpan().Clear();
        for (int first = 0; first < count; first += Piece)
        {
            MatrixView<T> gradients = _gradients.View.RowRange(0, Math.Min(Piece, count - first));
            for (int b = 0; b < blocks.Count; b++) new BlockView<T>(blocks[b], workspace).Gradients(first, start, gradients);
            Products.SymmetricRankUpdate(gradients, sum, T.One, first == 0 ? T.Zero : T.One);
        }
    }
}
