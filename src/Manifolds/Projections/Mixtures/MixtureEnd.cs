namespace Neuromanifold.Manifolds.Projections.Mixtures;

/// <summary>Why a fit ended.</summary>
public enum MixtureEnd
{
    /// <summary>A step changed less than the tolerance.</summary>
    Converged,

    /// <summary>As many steps as were allowed were taken.</summary>
    OutOfSteps,

    /// <summary>A component came to stand for outcomes that no distribution of the family is likeliest for: the mixture is that before it did.</summary>
    Degenerate,
}
