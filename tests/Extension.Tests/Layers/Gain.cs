using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Extension.Tests.Layers;

/// <summary>A layer from outside the house: z = γ ∘ x + β, written on the public surface alone.</summary>
internal sealed class Gain : Layer
{
    public override string Kind => "Gain";

    public override LayerPlan Plan(ReadOnlySpan<Shape> inputs) => new(inputs[0])
    {
        Block = BlockKind.ScaleAndShift,
        Parameters = [new("gain", inputs[0], new TensorInitialisation.Constant(1)), new("offset", inputs[0], new TensorInitialisation.Constant(0))],
    };

    public override void Forward<T>(in LayerPass<T> pass)
    {
        for (int i = 0; i < pass.Examples; i++) TensorPrimitives.MultiplyAdd(pass.Input(0).Row(i), pass.Parameter(0), pass.Parameter(1), pass.Output.Row(i));
    }

    public override void Backward<T>(in BackwardPass<T> pass)
    {
        LayerPass<T> forward = pass.Forward;
        for (int k = 0; k < pass.Cotangents; k++)
        {
            ReadOnlyMatrixView<T> cotangent = pass.OutputCotangent.RowRange(k * forward.Examples, forward.Examples);
            if (pass.WantsGradient) Sum(forward.Input(0), cotangent, pass.ParameterGradient(0, k), pass.ParameterGradient(1, k));
            if (!pass.WantsInputCotangent(0)) continue;
            for (int i = 0; i < forward.Examples; i++)
            {
                Span<T> destination = pass.InputCotangent(0).Row((k * forward.Examples) + i);
                if (pass.AddsToInputCotangent(0)) TensorPrimitives.MultiplyAdd(cotangent.Row(i), forward.Parameter(0), destination, destination);
                else TensorPrimitives.Multiply(cotangent.Row(i), forward.Parameter(0), destination);
            }
        }
    }

    public override void Tangent<T>(in TangentPass<T> pass)
    {
        for (int i = 0; i < pass.Forward.Examples; i++)
        {
            Span<T> output = pass.OutputTangent.Row(i);
            TensorPrimitives.Multiply(pass.InputTangent(0).Row(i), pass.Forward.Parameter(0), output);
            TensorPrimitives.MultiplyAdd(pass.Forward.Input(0).Row(i), pass.ParameterTangent(0), output, output);
            TensorPrimitives.Add(output, pass.ParameterTangent(1), output);
        }
    }

    public override void BackwardTangent<T>(in BackwardTangentPass<T> pass)
    {
        int examples = pass.Forward.Examples;
        for (int row = 0; row < pass.OutputCotangent.Rows; row++)
        {
            ReadOnlySpan<T> cotangent = pass.OutputCotangent.Row(row);
            if (pass.WantsGradient) TensorPrimitives.MultiplyAdd(cotangent, pass.Tangent.InputTangent(0).Row(row % examples), pass.GradientTangent(0, row / examples), pass.GradientTangent(0, row / examples));
            if (pass.WantsInputCotangent(0)) TensorPrimitives.MultiplyAdd(cotangent, pass.Tangent.ParameterTangent(0), pass.InputCotangentTangent(0).Row(row), pass.InputCotangentTangent(0).Row(row));
        }
    }

    private static void Sum<T>(ReadOnlyMatrixView<T> inputs, ReadOnlyMatrixView<T> cotangents, Span<T> gain, Span<T> offset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gain.Clear();
        offset.Clear();
        for (int i = 0; i < inputs.Rows; i++)
        {
            TensorPrimitives.MultiplyAdd(inputs.Row(i), cotangents.Row(i), gain, gain);
            TensorPrimitives.Add(offset, cotangents.Row(i), offset);
        }
    }
}
