using Neuromanifold.Conformance.Layers;
using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Extension.Tests.Layers;

/// <summary>Layers from outside the house, one line each.</summary>
public sealed class ForeignLayerCases : ILayerCases
{
    public static IReadOnlyDictionary<string, Func<Layer>> ByName { get; } = new Dictionary<string, Func<Layer>>(StringComparer.Ordinal)
    {
        ["gain"] = () => new Gain(),
        ["gate"] = () => new Gate(),
        ["sine"] = () => new Activation(new Sine()),
    };
}
