namespace Neuromanifold.Manifolds.ExponentialFamilies;

/// <summary>Extreme eigenvalues.</summary>
/// <param name="Least">The least.</param>
/// <param name="Greatest">The greatest.</param>
public readonly record struct EigenvalueRange(double Least, double Greatest);
