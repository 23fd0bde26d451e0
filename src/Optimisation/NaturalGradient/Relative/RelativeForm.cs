namespace Neuromanifold.Optimisation.NaturalGradient.Relative;

/// <summary>How the averaged relative Fisher information of a unit is inverted.</summary>
public enum RelativeForm
{
    /// <summary>Through few references, by Woodbury's identity: units share them and differ in their weights ν alone.</summary>
    Window,

    /// <summary>As a full matrix of its parameters, over many references.</summary>
    Blocks,
}
