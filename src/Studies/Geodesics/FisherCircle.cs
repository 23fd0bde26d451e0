using Neuromanifold.Manifolds.Distributions;

namespace Neuromanifold.Studies.Geodesics;

/// <summary>Distributions at one Fisher–Rao distance from a centre, once around it.</summary>
internal sealed record FisherCircle(double Radius, IReadOnlyList<Distribution> Points);
