namespace Neuromanifold.Networks.SecondOrder;

/// <summary>The form of ∂v/∂z, the Jacobian of a node's output v with respect to a block's output z, for every example.</summary>
internal enum Sensitivity
{
    /// <summary>Zero, or of no use: nothing curved lies behind the node.</summary>
    None,

    /// <summary>Diagonal: only element-wise layers lie between.</summary>
    Diagonal,

    /// <summary>W D: an affine layer's weights with scaled columns.</summary>
    ScaledWeight,

    /// <summary>A matrix for each example.</summary>
    Full,
}
