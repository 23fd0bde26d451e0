namespace Neuromanifold.Manifolds.Geometry;

/// <summary>Coordinates that a family comes with.</summary>
public enum Chart
{
    /// <summary>The textbook parameters, or those of them that are free.</summary>
    Usual,

    /// <summary>θ of an exponential family, in which e-geodesics are straight.</summary>
    Natural,

    /// <summary>η = E[t] of an exponential family, in which m-geodesics are straight.</summary>
    Expectation,
}
