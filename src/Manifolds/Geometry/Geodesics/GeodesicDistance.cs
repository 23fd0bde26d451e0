using Neuromanifold.Manifolds.Distributions.Expectations;

namespace Neuromanifold.Manifolds.Geometry.Geodesics;

/// <summary>The length of the shortest path between two points.</summary>
/// <param name="Value">The length.</param>
/// <param name="Method">How it was found.</param>
/// <param name="ErrorEstimate">How far the value may be from the truth, rounding included.</param>
public readonly record struct GeodesicDistance(double Value, EstimateMethod Method, double ErrorEstimate);
