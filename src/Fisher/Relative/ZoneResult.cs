using System.Collections.Immutable;

namespace Neuromanifold.Fisher.Relative;

/// <summary>What an analysis of learning zones found.</summary>
/// <param name="Layers">Layers with weights, in the order of the network.</param>
/// <param name="Diagonal">The diagonal of each layer's averaged relative Fisher information, laid out as the network's parameters.</param>
/// <param name="Inputs">The number of inputs.</param>
public sealed record ZoneResult(ImmutableArray<LayerZones> Layers, ReadOnlyMemory<double> Diagonal, int Inputs);
