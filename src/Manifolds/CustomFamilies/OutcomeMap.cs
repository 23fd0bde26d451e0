namespace Neuromanifold.Manifolds.CustomFamilies;

/// <summary>A vector of functions of an outcome.</summary>
public delegate void OutcomeMap(ReadOnlySpan<double> outcome, Span<double> values);
