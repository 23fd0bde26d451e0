using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators.Sums;

/// <summary>Gradients of a layer's parameters for each cotangent, a row each, in the network's order.</summary>
internal static class BlockRows
{
    /// <summary>Fills a layer's part of rows that begin with the parameter <paramref name="start"/>.</summary>
    public static void Fill<T>(ParameterBlock block, ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, int start, MatrixView<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < cotangents.Rows; row++)
        {
            ReadOnlySpan<T> input = inputs.Row(row % inputs.Rows), cotangent = cotangents.Row(row);
            Span<T> first = gradients.Row(row).Slice(block.First.Offset - start, block.First.Length);
            if (block.Kind == BlockKind.ScaleAndShift) TensorPrimitives.Multiply(cotangent, input, first);
            else for (int j = 0; j < cotangent.Length; j++) TensorPrimitives.Multiply(input, cotangent[j], first.Slice(j * input.Length, input.Length));
            if (block.Second is { } second) cotangent.CopyTo(gradients.Row(row).Slice(second.Offset - start, second.Length));
        }
    }
}
