namespace Neuromanifold.Networks.Layers;

/// <summary>The two ways in which parameters act; a curvature routine knows these and no layer.</summary>
public enum BlockKind
{
    /// <summary>No parameters.</summary>
    None,

    /// <summary>z = W ã: the first parameter is W (outputs × inputs), the second, if any, the bias.</summary>
    Affine,

    /// <summary>z = γ ∘ x̂ + β: the first parameter is γ, the second β.</summary>
    ScaleAndShift,
}
