using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;

namespace Neuromanifold.Experiments.Information;

/// <summary>Activations whose second derivative is zero wherever it exists.</summary>
internal static class Kinks
{
    /// <summary>What to know of a network's second derivatives; null where every activation is smooth.</summary>
    public static string? NoteOn(Network network)
    {
        string[] kinked =
        [
            .. network.Nodes.Select(node => node.Layer).OfType<Activation>()
                .Where(activation => activation.Function is { IsPiecewiseLinear: true } and not Identity)
                .Select(activation => activation.Function.Name).Distinct(StringComparer.Ordinal),
        ];
        return kinked.Length == 0 ? null : $"Second derivatives of {string.Join(", ", kinked)} are zero except at kinks, where they do not exist: what passes through them adds nothing to the variance of mc2.";
    }
}
