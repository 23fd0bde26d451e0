using System.Collections.Immutable;

namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>Where a descent came to.</summary>
/// <param name="Point">The last point.</param>
/// <param name="Value">The objective there.</param>
/// <param name="GradientLength">√(∇L g⁻¹ ∇L) there.</param>
/// <param name="Steps">The steps taken.</param>
/// <param name="End">Why it ended.</param>
public sealed record DescentResult(ImmutableArray<double> Point, double Value, double GradientLength, int Steps, DescentEnd End);
