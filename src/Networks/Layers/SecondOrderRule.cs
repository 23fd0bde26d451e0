namespace Neuromanifold.Networks.Layers;

/// <summary>What a layer's second derivatives with respect to its inputs are, in inference.</summary>
public enum SecondOrderRule
{
    /// <summary>Unknown: second derivatives through the layer are refused.</summary>
    None,

    /// <summary>Zero: the output is the affine map of the layer's own affine block.</summary>
    Affine,

    /// <summary>Zero: entry j of the output depends on entry j of each input alone, and linearly almost everywhere.</summary>
    ElementwiseLinear,

    /// <summary>Diagonal: entry j of the output is a function of entry j of the only input, with the second derivative of <see cref="Layer.Curvature"/>.</summary>
    Elementwise,
}
