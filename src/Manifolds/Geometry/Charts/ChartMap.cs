using Neuromanifold.Numerics.Differentiation;

namespace Neuromanifold.Manifolds.Geometry.Charts;

/// <summary>A differentiable map from one chart to another, or any list of functions of coordinates, written in the operations of <see cref="Jet"/>.</summary>
/// <param name="coordinates">Where to evaluate it.</param>
/// <param name="image">Receives the values.</param>
public delegate void ChartMap(ReadOnlySpan<Jet> coordinates, Span<Jet> image);
