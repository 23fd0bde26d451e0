using Neuromanifold.Networks.Layers;

namespace Neuromanifold.Conformance.Layers;

/// <summary>A list of layers to be held to the laws, by name; each maps vectors to vectors, smoothly but for single points.</summary>
public interface ILayerCases
{
    static abstract IReadOnlyDictionary<string, Func<Layer>> ByName { get; }
}
