namespace Neuromanifold.Networks.Composition;

/// <summary>Where batch normalisation stands around an activation.</summary>
public enum NormalisationPlace
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Before the activation.</summary>
    Before,

    /// <summary>After it (BNA).</summary>
    After,
}
