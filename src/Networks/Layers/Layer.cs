using System.Numerics;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>
/// A differentiable map of a batch. A layer knows calculus only: it holds its settings, never parameters nor activations,
/// so one layer object serves any network, batch and precision.
/// </summary>
public abstract class Layer
{
    /// <summary>The layer's name in messages, as in "Dense".</summary>
    public abstract string Kind { get; }

    /// <summary>The number of inputs.</summary>
    public virtual int Arity => 1;

    /// <summary>Fixes shapes and needs.</summary>
    /// <exception cref="ArgumentException">The inputs' shapes don't suit; the message says what would.</exception>
    public abstract LayerPlan Plan(ReadOnlySpan<Shape> inputs);

    /// <summary>Writes the output.</summary>
    public abstract void Forward<T>(in LayerPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// Pulls cotangents back: given c = ∂(…)/∂output, writes or adds cᵀ ∂output/∂input where the pass wants it and writes
    /// cᵀ ∂output/∂parameters, summed over examples, into the gradient where there is one. For every cotangent of the pass.
    /// </summary>
    public abstract void Backward<T>(in BackwardPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Pushes a tangent forward: writes ∂output/∂input · input tangent + ∂output/∂parameters · parameter tangent.</summary>
    public abstract void Tangent<T>(in TangentPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>What is known of the layer's second derivatives, in inference.</summary>
    public virtual SecondOrderRule SecondOrder => SecondOrderRule.None;

    /// <summary>Writes ∂²output_j/∂input_j², examples × width, where <see cref="SecondOrder"/> is <see cref="SecondOrderRule.Elementwise"/>.</summary>
    /// <exception cref="InvalidOperationException">The layer has another rule.</exception>
    public virtual void Curvature<T>(in LayerPass<T> pass, MatrixView<T> curvature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        throw new InvalidOperationException($"Layer '{pass.Name}' ({Kind}) has no element-wise second derivative.");

    /// <summary>
    /// Adds to the tangents of the inputs' cotangents and of the gradient what <see cref="Backward"/> changes by when inputs and
    /// parameters move and the output's cotangents do not, in inference: cᵀ ∂²output/∂(input, parameters)² · tangent. Nothing
    /// for a linear layer without parameters. Source: [Pearlmutter94], §3.
    /// </summary>
    /// <exception cref="NotSupportedException">The layer bends or has parameters, and does not say how.</exception>
    public virtual void BackwardTangent<T>(in BackwardTangentPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (SecondOrder != SecondOrderRule.ElementwiseLinear || pass.HasParameters)
            throw new NotSupportedException($"Layer '{pass.Forward.Name}' ({Kind}) does not say how its backward pass moves; override {nameof(BackwardTangent)}, or ask for first-order quantities only.");
    }

    /// <summary>What the parameters of the layer's block see: ã without its 1 for an affine block, x̂ for scale and shift.</summary>
    public virtual ReadOnlyMatrixView<T> BlockInputs<T>(scoped in LayerPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => pass.Input(0);
}
