using System.Collections.Immutable;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Layers;

/// <summary>What a layer is and needs, once the shapes of its inputs are known.</summary>
/// <param name="Output">The shape of one example's output.</param>
public sealed record LayerPlan(Shape Output)
{
    /// <summary>Trained tensors, in the order of <see cref="LayerPass{T}.Parameter"/>.</summary>
    public ImmutableArray<TensorDeclaration> Parameters { get; init; } = [];

    /// <summary>Tensors that follow the data without being trained, such as running means.</summary>
    public ImmutableArray<TensorDeclaration> Statistics { get; init; } = [];

    /// <summary>How the parameters act, for curvature routines; <see cref="BlockKind.None"/> for a layer without parameters.</summary>
    public BlockKind Block { get; init; } = BlockKind.None;

    /// <summary>Elements kept for each example from the forward pass to the backward one.</summary>
    public int ScratchPerExample { get; init; }

    /// <summary>Elements kept for the whole batch.</summary>
    public int ScratchPerBatch { get; init; }

    /// <summary>Whether the output is the input's memory under another shape.</summary>
    public bool IsView { get; init; }
}
