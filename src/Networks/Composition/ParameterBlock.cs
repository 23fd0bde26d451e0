using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Networks.Composition;

/// <summary>
/// The parameters of one layer as curvature routines see them: what they multiply (inputs), what comes back (cotangents)
/// and where they lie.
/// </summary>
/// <param name="Node">The node that owns them.</param>
/// <param name="Kind">How they act.</param>
/// <param name="First">W or γ.</param>
/// <param name="Second">The bias or β, if any.</param>
public sealed record ParameterBlock(Node Node, BlockKind Kind, TensorSlot First, TensorSlot? Second)
{
    /// <summary>The layer's name.</summary>
    public string Name => Node.Name;

    /// <summary>Values a unit sees, without the constant 1 of the bias: columns of W; 1 for scale and shift.</summary>
    public int Inputs => Kind == BlockKind.Affine ? First.Shape.Extents[1] : 1;

    /// <summary>Parameters of a unit: what multiplies its inputs and the bias, or a scale and a shift.</summary>
    public int UnitLength => Kind == BlockKind.Affine && !HasBias ? Inputs : Inputs + 1;

    /// <summary>Units: rows of W, or entries of γ.</summary>
    public int Outputs => First.Shape.Extents[0];

    /// <summary>Whether there is a bias or shift.</summary>
    public bool HasBias => Second is not null;
}
