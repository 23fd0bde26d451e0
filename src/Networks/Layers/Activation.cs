using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>An element-wise non-linearity, a = φ(z).</summary>
public sealed class Activation(ActivationFunction function) : Layer
{
    /// <summary>φ.</summary>
    public ActivationFunction Function => function;

    /// <inheritdoc/>
    public override string Kind => function.Name;

    /// <inheritdoc/>
    public override SecondOrderRule SecondOrder => function.IsPiecewiseLinear ? SecondOrderRule.ElementwiseLinear : SecondOrderRule.Elementwise;

    /// <inheritdoc/>
    public override LayerPlan Plan(ReadOnlySpan<Shape> inputs) => new(inputs[0]);

    /// <inheritdoc/>
    public override void Forward<T>(in LayerPass<T> pass)
    {
        // A member of a team may be without examples, and TensorPrimitives refuses some empty spans.
        if (pass.Examples > 0) function.Evaluate(pass.Input(0).AsSpan(), pass.Output.AsSpan());
    }

    /// <inheritdoc/>
    public override void Backward<T>(in BackwardPass<T> pass)
    {
        if (!pass.WantsInputCotangent(0)) return;
        LayerPass<T> forward = pass.Forward;
        ScaleByDerivative(forward.Input(0).AsSpan(), forward.Output.AsSpan(), pass.OutputCotangent.AsSpan(), pass.InputCotangent(0).AsSpan(), pass.AddsToInputCotangent(0));
    }

    /// <inheritdoc/>
    public override void Tangent<T>(in TangentPass<T> pass) =>
        ScaleByDerivative(pass.Forward.Input(0).AsSpan(), pass.Forward.Output.AsSpan(), pass.InputTangent(0).AsSpan(), pass.OutputTangent.AsSpan(), adds: false);

    /// <inheritdoc/>
    public override void Curvature<T>(in LayerPass<T> pass, MatrixView<T> curvature)
    {
        if (pass.Examples > 0) function.SecondDerivative(pass.Input(0).AsSpan(), pass.Output.AsSpan(), curvature.AsSpan());
    }

    /// <inheritdoc/>
    public override void BackwardTangent<T>(in BackwardTangentPass<T> pass)
    {
        if (function.IsPiecewiseLinear || !pass.WantsInputCotangent(0)) return;
        const int Piece = 256;
        Span<T> bend = stackalloc T[Piece];
        ReadOnlySpan<T> z = pass.Forward.Input(0).AsSpan(), a = pass.Forward.Output.AsSpan(), tangent = pass.Tangent.InputTangent(0).AsSpan();
        ReadOnlySpan<T> cotangents = pass.OutputCotangent.AsSpan();
        Span<T> destination = pass.InputCotangentTangent(0).AsSpan();
        for (int start = 0; start < z.Length; start += Piece)
        {
            int length = Math.Min(Piece, z.Length - start);
            Span<T> curvature = bend[..length];
            function.SecondDerivative(z.Slice(start, length), a.Slice(start, length), curvature);
            TensorPrimitives.Multiply(curvature, tangent.Slice(start, length), curvature);
            for (int place = start; place < cotangents.Length; place += z.Length)
            {
                Span<T> target = destination.Slice(place, length);
                TensorPrimitives.MultiplyAdd(curvature, cotangents.Slice(place, length), target, target);
            }
        }
    }

    // In pieces that stay in the first cache, so that φ' needs no buffer of the batch's size and serves all cotangents of an example.
    private void ScaleByDerivative<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> factors, Span<T> destination, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Piece = 256;
        Span<T> derivative = stackalloc T[Piece];
        for (int start = 0; start < z.Length; start += Piece)
        {
            int length = Math.Min(Piece, z.Length - start);
            Span<T> slopes = derivative[..length];
            function.Derivative(z.Slice(start, length), a.Slice(start, length), slopes);
            for (int place = start; place < factors.Length; place += z.Length)
            {
                Span<T> target = destination.Slice(place, length);
                if (adds) TensorPrimitives.MultiplyAdd(slopes, factors.Slice(place, length), target, target);
                else TensorPrimitives.Multiply(slopes, factors.Slice(place, length), target);
            }
        }
    }
}
