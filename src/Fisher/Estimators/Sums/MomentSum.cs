using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Fisher.Estimators.Sums;

/// <summary>Σ_k (U_B δ_k)_j² (U_A ã)_q² of an affine layer: second moments in the Kronecker factors' eigenbasis.</summary>
internal sealed class MomentSum<T>(ParameterBlock block, Matrix<double> inputVectors, Matrix<double> outputVectors)
    : BlockSum<T>(block, checked(inputVectors.Rows * outputVectors.Rows))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> _inputVectors = Convert(inputVectors);
    private readonly Matrix<T> _outputVectors = Convert(outputVectors);
    private T[] _extended = [];

    protected override void Sum(ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, Span<T> sum)
    {
        Matrix<T> rotated = new(inputs.Rows, _inputVectors.Rows), returned = new(cotangents.Rows, Block.Outputs), squares = new(inputs.Rows, Block.Outputs);
        Products.MultiplyTransposedRight<T>(Extend(inputs, ref _extended), _inputVectors, rotated);
        Products.MultiplyTransposedRight<T>(cotangents, _outputVectors, returned);
        TensorPrimitives.Multiply<T>(rotated.AsSpan(), rotated.AsSpan(), rotated.AsSpan());
        for (int row = 0; row < returned.Rows; row++)
        {
            Span<T> target = squares.Row(row % inputs.Rows);
            TensorPrimitives.MultiplyAdd(returned.Row(row), returned.Row(row), target, target);
        }

        Products.MultiplyTransposedLeft<T>(squares, rotated, new MatrixView<T>(sum, Block.Outputs, _inputVectors.Rows));
    }

    private static Matrix<T> Convert(Matrix<double> matrix)
    {
        Matrix<T> converted = new(matrix.Rows, matrix.Columns);
        TensorPrimitives.ConvertTruncating<double, T>(matrix.AsSpan(), converted.AsSpan());
        return converted;
    }
}
