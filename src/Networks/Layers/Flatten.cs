using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>Gives an array's values the shape of a vector; moves nothing.</summary>
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    public override string Kind => "Flatten";

    /// <inheritdoc/>
    public override SecondOrderRule SecondOrder => SecondOrderRule.ElementwiseLinear;

    /// <inheritdoc/>
    public override LayerPlan Plan(ReadOnlySpan<Shape> inputs) => new(new Shape(inputs[0].ElementCount)) { IsView = true };

    /// <inheritdoc/>
    public override void Forward<T>(in LayerPass<T> pass)
    {
        // A view: the network never calls it.
    }

    /// <inheritdoc/>
    public override void Backward<T>(in BackwardPass<T> pass)
    {
        // A view: the network never calls it.
    }

    /// <inheritdoc/>
    public override void Tangent<T>(in TangentPass<T> pass)
    {
        // A view: the network never calls it.
    }
}
