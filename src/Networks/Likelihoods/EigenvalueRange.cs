namespace Neuromanifold.Networks.Likelihoods;

/// <summary>The least and the greatest value that a form takes on unit vectors; of a quadratic form, its extreme eigenvalues.</summary>
public readonly record struct EigenvalueRange(double Least, double Greatest);
