using Neuromanifold.Numerics.Differentiation;

namespace Neuromanifold.Manifolds.CustomFamilies;

/// <summary>ln p(y) as a function of parameters, written in the operations of <see cref="Jet"/>, at an outcome.</summary>
public delegate Jet DensityField(ReadOnlySpan<Jet> parameters, ReadOnlySpan<double> outcome);
