namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>What a step is measured by when the steepest direction is sought.</summary>
public enum Steepness
{
    /// <summary>The sum of squares of the coordinates: the plain gradient, which depends on the chart.</summary>
    Coordinates,

    /// <summary>The Fisher metric: the natural gradient g⁻¹∇L, a vector of the manifold itself.</summary>
    Information,
}
