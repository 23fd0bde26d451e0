using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>
/// z = W x + b for every example: an affine block with <c>weight</c> (units × inputs) and <c>bias</c> (units). One matrix
/// product of 2·examples·inputs·units operations forward, and one each for the input's cotangent and the gradient.
/// </summary>
public sealed class Dense : Layer
{
    /// <summary>A layer of a number of units.</summary>
    public Dense(int units, bool hasBias = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        Units = units;
        HasBias = hasBias;
    }

    /// <summary>Values per output.</summary>
    public int Units { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool HasBias { get; }

    /// <inheritdoc/>
    public override string Kind => "Dense";

    /// <inheritdoc/>
    public override SecondOrderRule SecondOrder => SecondOrderRule.Affine;

    /// <inheritdoc/>
    public override LayerPlan Plan(ReadOnlySpan<Shape> inputs)
    {
        if (inputs[0].Rank != 1) throw new ArgumentException($"an input of shape {inputs[0]} is not a vector; put Flatten before it.", nameof(inputs));
        int width = inputs[0].ElementCount;
        TensorDeclaration weight = new("weight", new Shape(Units, width), new TensorInitialisation.Weights(width, Units));
        TensorDeclaration bias = new("bias", new Shape(Units), new TensorInitialisation.Constant(0));
        return new LayerPlan(new Shape(Units)) { Block = BlockKind.Affine, Parameters = HasBias ? [weight, bias] : [weight] };
    }

    /// <inheritdoc/>
    public override void Forward<T>(in LayerPass<T> pass)
    {
        Products.MultiplyTransposedRight(pass.Input(0), pass.ParameterMatrix(0), pass.Output);
        if (HasBias) AddToRows(pass.Output, pass.Parameter(1));
    }

    /// <inheritdoc/>
    public override void Backward<T>(in BackwardPass<T> pass)
    {
        LayerPass<T> forward = pass.Forward;
        if (pass.WantsGradient)
        {
            for (int k = 0; k < pass.Cotangents; k++)
            {
                ReadOnlyMatrixView<T> cotangent = pass.OutputCotangent.RowRange(k * forward.Examples, forward.Examples);
                Products.MultiplyTransposedLeft(cotangent, forward.Input(0), pass.ParameterGradientMatrix(0, k));
                if (HasBias) SumRows(cotangent, pass.ParameterGradient(1, k));
            }
        }

        if (pass.WantsInputCotangent(0))
            Products.Multiply(pass.OutputCotangent, forward.ParameterMatrix(0), pass.InputCotangent(0), T.One, pass.AddsToInputCotangent(0) ? T.One : T.Zero);
    }

    /// <inheritdoc/>
    public override void Tangent<T>(in TangentPass<T> pass)
    {
        Products.MultiplyTransposedRight(pass.InputTangent(0), pass.Forward.ParameterMatrix(0), pass.OutputTangent);
        if (!pass.HasParameterTangent) return;
        Products.MultiplyTransposedRight(pass.Forward.Input(0), pass.ParameterTangentMatrix(0), pass.OutputTangent, T.One, T.One);
        if (HasBias) AddToRows(pass.OutputTangent, pass.ParameterTangent(1));
    }

    /// <inheritdoc/>
    public override void BackwardTangent<T>(in BackwardTangentPass<T> pass)
    {
        int examples = pass.Forward.Examples;
        if (pass.WantsGradient)
        {
            for (int k = 0; k < pass.Cotangents; k++)
                Products.MultiplyTransposedLeft(pass.OutputCotangent.RowRange(k * examples, examples), pass.Tangent.InputTangent(0), pass.GradientTangentMatrix(0, k), T.One, T.One);
        }

        if (pass.WantsInputCotangent(0) && pass.Tangent.HasParameterTangent)
            Products.Multiply(pass.OutputCotangent, pass.Tangent.ParameterTangentMatrix(0), pass.InputCotangentTangent(0), T.One, T.One);
    }

    private static void AddToRows<T>(MatrixView<T> matrix, ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < matrix.Rows; i++) TensorPrimitives.Add(matrix.Row(i), row, matrix.Row(i));
    }

    private static void SumRows<T>(ReadOnlyMatrixView<T> matrix, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sum.Clear();
        for (int i = 0; i < matrix.Rows; i++) TensorPrimitives.Add(sum, matrix.Row(i), sum);
    }
}
