using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.References.ExponentialFamilies;

namespace Neuromanifold.Conformance.ExponentialFamilies;

/// <summary>A family, its slow twin, the spread of the parameters at which they are compared, and the largest and smallest parameter it must bear.</summary>
public sealed record FamilyCase(ExponentialFamily Family, FamilyTwin Twin, double Spread, double Lowest, double Highest);
