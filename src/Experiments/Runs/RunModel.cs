using Neuromanifold.Networks.Composition;

namespace Neuromanifold.Experiments.Runs;

/// <summary>The network that was trained.</summary>
/// <param name="Layers">Its layers in topological order.</param>
/// <param name="Parameters">The number of its parameters.</param>
public sealed record RunModel(IReadOnlyList<RunLayer> Layers, int Parameters)
{
    /// <summary>The description of a network.</summary>
    public static RunModel Of(Network network) => new(
        [.. network.Nodes.Where(node => node.Layer is not null).Select(node => new RunLayer(node.Name, node.Layer!.Kind, node.Shape.Extents))],
        network.Parameters.Length);
}
