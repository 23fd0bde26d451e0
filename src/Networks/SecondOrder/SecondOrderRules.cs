using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Networks.SecondOrder;

/// <summary>Whether a network's layers say what second derivatives need.</summary>
public static class SecondOrderRules
{
    /// <summary>Refuses a network with a layer that has no second-order rule.</summary>
    /// <exception cref="NotSupportedException">The message names the layer and what it would have to provide.</exception>
    public static void Require(Network network)
    {
        foreach (Node node in network.Nodes)
        {
            if (node.Layer is { SecondOrder: SecondOrderRule.None } layer)
                throw new NotSupportedException($"Layer '{node.Name}' ({layer.Kind}) has no second-order rule, so second derivatives through it are unknown; override {nameof(Layer.SecondOrder)} and {nameof(Layer.Curvature)}, or ask for first-order quantities only.");
        }
    }
}
