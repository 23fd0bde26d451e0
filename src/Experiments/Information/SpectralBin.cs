namespace Neuromanifold.Experiments.Information;

/// <summary>Eigenvalues between two edges.</summary>
/// <param name="From">The lower edge, not included.</param>
/// <param name="To">The upper edge, included.</param>
/// <param name="Count">How many there are.</param>
/// <param name="StandardError">The error of an estimated count; null for an exact one.</param>
public sealed record SpectralBin(double From, double To, double Count, double? StandardError);
