namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>A real function of an outcome.</summary>
public delegate double OutcomeFunction(ReadOnlySpan<double> outcome);
