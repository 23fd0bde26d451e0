using System.Numerics.Tensors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>The sum of two inputs of one shape: a residual connection.</summary>
public sealed class Addition : Layer
{
    /// <inheritdoc/>
    public override string Kind => "Addition";

    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override SecondOrderRule SecondOrder => SecondOrderRule.ElementwiseLinear;

    /// <inheritdoc/>
    public override LayerPlan Plan(ReadOnlySpan<Shape> inputs) => inputs[0].Equals(inputs[1])
        ? new LayerPlan(inputs[0])
        : throw new ArgumentException($"shapes {inputs[0]} and {inputs[1]} differ; both inputs of a sum have one shape.", nameof(inputs));

    /// <inheritdoc/>
    public override void Forward<T>(in LayerPass<T> pass) =>
        TensorPrimitives.Add(pass.Input(0).AsSpan(), pass.Input(1).AsSpan(), pass.Output.AsSpan());

    /// <inheritdoc/>
    public override void Backward<T>(in BackwardPass<T> pass)
    {
        for (int i = 0; i < Arity; i++)
        {
            if (!pass.WantsInputCotangent(i)) continue;
            ReadOnlySpan<T> cotangent = pass.OutputCotangent.AsSpan();
            Span<T> destination = pass.InputCotangent(i).AsSpan();
            if (pass.AddsToInputCotangent(i)) TensorPrimitives.Add(destination, cotangent, destination);
            else cotangent.CopyTo(destination);
        }
    }

    /// <inheritdoc/>
    public override void Tangent<T>(in TangentPass<T> pass) =>
        TensorPrimitives.Add(pass.InputTangent(0).AsSpan(), pass.InputTangent(1).AsSpan(), pass.OutputTangent.AsSpan());
}
