using Neuromanifold.Numerics.Differentiation;

namespace Neuromanifold.Manifolds.Geometry;

/// <summary>A curve written in the operations of <see cref="Jet"/>, which give its velocity.</summary>
/// <param name="time">t.</param>
/// <param name="point">Receives γ(t).</param>
public delegate void CurveMap(Jet time, Span<Jet> point);
