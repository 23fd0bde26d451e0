using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators.Sums;

/// <summary>Σ (Σ_k δ_kj²) ããᵀ for every unit j, stacked: one product a unit, of inputs weighted by the root of what comes back.</summary>
internal sealed class UnitSum<T>(ParameterBlock block, int width) : BlockSum<T>(block, checked(block.Outputs * width * width))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _extended = [];
    private T[] _weighted = [];

    protected override void Sum(ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, Span<T> sum)
    {
        if (Block.Kind == BlockKind.ScaleAndShift) SumScaleAndShift(inputs, cotangents, sum);
        else SumAffine(Extend(inputs, ref _extended), cotangents, sum);
    }

    private void SumAffine(MatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, Span<T> sum)
    {
        if (_weighted.Length < inputs.Rows * width) _weighted = new T[inputs.Rows * width];
        MatrixView<T> weighted = new(_weighted.AsSpan(0, inputs.Rows * width), inputs.Rows, width);
        for (int j = 0; j < Block.Outputs; j++)
        {
            for (int i = 0; i < inputs.Rows; i++)
            {
                T square = T.Zero;
                for (int row = i; row < cotangents.Rows; row += inputs.Rows) square += cotangents.Row(row)[j] * cotangents.Row(row)[j];
                TensorPrimitives.Multiply(inputs.Row(i), T.Sqrt(square), weighted.Row(i));
            }

            Products.SymmetricRankUpdate(weighted, new MatrixView<T>(sum.Slice(j * width * width, width * width), width, width));
        }
    }

    private static void SumScaleAndShift(ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, Span<T> sum)
    {
        sum.Clear();
        for (int row = 0; row < cotangents.Rows; row++)
        {
            ReadOnlySpan<T> cotangent = cotangents.Row(row), input = inputs.Row(row % inputs.Rows);
            for (int j = 0; j < cotangent.Length; j++)
            {
                T square = cotangent[j] * cotangent[j], mixed = square * input[j];
                Span<T> own = sum.Slice(4 * j, 4);
                own[0] += mixed * input[j];
                own[1] += mixed;
                own[2] += mixed;
                own[3] += square;
            }
        }
    }
}
