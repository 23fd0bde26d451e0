using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Extension.Tests.Layers;

/// <summary>A layer of two inputs from outside the house: the product x ∘ y, which is not linear and has no parameters.</summary>
internal sealed class Gate : Layer
{
    public override string Kind => "Gate";

    public override int Arity => 2;

    public override LayerPlan Plan(ReadOnlySpan<Shape> inputs) => inputs[0].Equals(inputs[1])
        ? new LayerPlan(inputs[0])
        : throw new ArgumentException($"shapes {inputs[0]} and {inputs[1]} differ.", nameof(inputs));

    public override void Forward<T>(in LayerPass<T> pass) => TensorPrimitives.Multiply(pass.Input(0).AsSpan(), pass.Input(1).AsSpan(), pass.Output.AsSpan());

    public override void Backward<T>(in BackwardPass<T> pass)
    {
        LayerPass<T> forward = pass.Forward;
        for (int i = 0; i < Arity; i++)
        {
            if (!pass.WantsInputCotangent(i)) continue;
            ReadOnlySpan<T> other = forward.Input(1 - i).AsSpan();
            for (int k = 0; k < pass.Cotangents; k++)
            {
                ReadOnlySpan<T> cotangent = pass.OutputCotangent.RowRange(k * forward.Examples, forward.Examples).AsSpan();
                Span<T> destination = pass.InputCotangent(i).RowRange(k * forward.Examples, forward.Examples).AsSpan();
                if (pass.AddsToInputCotangent(i)) TensorPrimitives.MultiplyAdd(cotangent, other, destination, destination);
                else TensorPrimitives.Multiply(cotangent, other, destination);
            }
        }
    }

    public override void Tangent<T>(in TangentPass<T> pass)
    {
        Span<T> output = pass.OutputTangent.AsSpan();
        TensorPrimitives.Multiply(pass.InputTangent(0).AsSpan(), pass.Forward.Input(1).AsSpan(), output);
        TensorPrimitives.MultiplyAdd(pass.InputTangent(1).AsSpan(), pass.Forward.Input(0).AsSpan(), output, output);
    }

    public override void BackwardTangent<T>(in BackwardTangentPass<T> pass)
    {
        int examples = pass.Forward.Examples;
        for (int i = 0; i < Arity; i++)
        {
            if (!pass.WantsInputCotangent(i)) continue;
            for (int row = 0; row < pass.OutputCotangent.Rows; row++)
            {
                Span<T> destination = pass.InputCotangentTangent(i).Row(row);
                TensorPrimitives.MultiplyAdd(pass.OutputCotangent.Row(row), pass.Tangent.InputTangent(1 - i).Row(row % examples), destination, destination);
            }
        }
    }
}
