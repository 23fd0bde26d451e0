namespace Neuromanifold.Manifolds.Geometry.Geodesics.BoundaryValues;

/// <summary>How far a relaxation came.</summary>
/// <param name="Energy">∫ g(ẋ, ẋ) dt at the end.</param>
/// <param name="Fall">What the last step promised to take from it, as a fraction.</param>
/// <param name="Converged">Whether that is as little as was asked for.</param>
internal readonly record struct RelaxationResult(double Energy, double Fall, bool Converged);
