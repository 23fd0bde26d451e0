using System.Numerics;
using System.Numerics.Tensors;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>
/// In training, zeroes each value with a probability p and scales the others by 1/(1 − p); in inference, the identity.
/// The mask depends on the step, the layer and the example's position in the batch only. Source: [Srivastava14], §10.
/// </summary>
public sealed class Dropout : Layer
{
    /// <summary>Dropout with probability <paramref name="probability"/>.</summary>
    public Dropout(double probability)
    {
        if (!(probability is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A dropout probability lies in [0, 1).");
        Probability = probability;
    }

    /// <summary>The probability that a value is zeroed.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override string Kind => "Dropout";

    /// <inheritdoc/>
    public override SecondOrderRule SecondOrder => SecondOrderRule.ElementwiseLinear;

    /// <inheritdoc/>
    public override LayerPlan Plan(ReadOnlySpan<Shape> inputs) => new(inputs[0]) { ScratchPerExample = inputs[0].ElementCount };

    /// <inheritdoc/>
    public override void Forward<T>(in LayerPass<T> pass)
    {
        if (pass.Context.IsTraining) DrawMask(pass);
        else pass.Scratch.AsSpan().Fill(T.One);
        TensorPrimitives.Multiply(pass.Input(0).AsSpan(), pass.Scratch.AsSpan(), pass.Output.AsSpan());
    }

    /// <inheritdoc/>
    public override void Backward<T>(in BackwardPass<T> pass)
    {
        if (!pass.WantsInputCotangent(0)) return;
        LayerPass<T> forward = pass.Forward;
        ReadOnlySpan<T> mask = forward.Scratch.AsSpan();
        for (int k = 0; k < pass.Cotangents; k++)
        {
            ReadOnlySpan<T> cotangent = pass.OutputCotangent.RowRange(k * forward.Examples, forward.Examples).AsSpan();
            Span<T> destination = pass.InputCotangent(0).RowRange(k * forward.Examples, forward.Examples).AsSpan();
            if (pass.AddsToInputCotangent(0)) TensorPrimitives.MultiplyAdd(cotangent, mask, destination, destination);
            else TensorPrimitives.Multiply(cotangent, mask, destination);
        }
    }

    /// <inheritdoc/>
    public override void Tangent<T>(in TangentPass<T> pass) =>
        TensorPrimitives.Multiply(pass.InputTangent(0).AsSpan(), pass.Forward.Scratch.AsSpan(), pass.OutputTangent.AsSpan());

    private void DrawMask<T>(in LayerPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T kept = T.CreateTruncating(1 / (1 - Probability));
        uint threshold = (uint)Math.Round(Probability * uint.MaxValue);
        RandomStream noise = pass.Context.Noise.Split(pass.Name);
        for (int i = 0; i < pass.Examples; i++)
        {
            RandomSequence sequence = noise.Split(pass.Context.FirstExample + i).From();
            foreach (ref T factor in pass.Scratch.Row(i)) factor = sequence.NextWord() < threshold ? T.Zero : kept;
        }
    }
}
