namespace Neuromanifold.Manifolds.Geometry;

/// <summary>The two flat connections of an exponential family, dual to each other.</summary>
public enum FlatConnection
{
    /// <summary>α = 1, whose geodesics are straight in θ.</summary>
    Exponential,

    /// <summary>α = −1, whose geodesics are straight in η.</summary>
    Mixture,
}
