namespace Neuromanifold.Experiments.Runs;

/// <summary>The network that was trained.</summary>
/// <param name="Layers">Its widths joined by dashes, as its user wrote them.</param>
/// <param name="Parameters">The number of its parameters.</param>
public sealed record RunModel(string Layers, int Parameters);
