namespace Neuromanifold.Manifolds.Geometry;

/// <summary>The connection whose geodesic a path follows.</summary>
public enum PathKind
{
    /// <summary>That of Fisher and Rao: the shortest path.</summary>
    FisherRao,

    /// <summary>Straight in the natural parameters.</summary>
    Exponential,

    /// <summary>Straight in the expectation parameters.</summary>
    Mixture,
}
