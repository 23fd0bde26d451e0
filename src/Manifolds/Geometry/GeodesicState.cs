using System.Collections.Immutable;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>Where a geodesic stands.</summary>
/// <param name="Time">t.</param>
/// <param name="Point">γ(t).</param>
/// <param name="Velocity">γ′(t).</param>
/// <param name="Error">The sum of the steps' estimated errors until then, in units of the geodesic's length or of one, whichever is less.</param>
public sealed record GeodesicState(double Time, ImmutableArray<double> Point, ImmutableArray<double> Velocity, double Error);
