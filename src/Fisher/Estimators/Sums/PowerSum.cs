using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators.Sums;

/// <summary>
/// Σ (Σ_k δ_kj²) ã_k^p of an affine layer, outputs × inputs, by one product: with p = 2 the diagonal, with p = 1 every unit's bias row.
/// </summary>
internal sealed class PowerSum<T>(ParameterBlock block, int width, int power) : BlockSum<T>(block, checked(block.Outputs * width))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _extended = [];
    private T[] _squares = [];

    protected override void Sum(ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, Span<T> sum)
    {
        MatrixView<T> extended = Extend(inputs, ref _extended);
        if (power == 2) TensorPrimitives.Multiply(extended.AsSpan(), extended.AsSpan(), extended.AsSpan());
        if (_squares.Length < inputs.Rows * Block.Outputs) _squares = new T[inputs.Rows * Block.Outputs];
        MatrixView<T> squares = new(_squares.AsSpan(0, inputs.Rows * Block.Outputs), inputs.Rows, Block.Outputs);
        squares.AsSpan().Clear();
        for (int row = 0; row < cotangents.Rows; row++)
        {
            Span<T> target = squares.Row(row % inputs.Rows);
            TensorPrimitives.MultiplyAdd(cotangents.Row(row), cotangents.Row(row), target, target);
        }

        Products.MultiplyTransposedLeft(squares, extended, new MatrixView<T>(sum, Block.Outputs, width));
    }
}
