using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;

namespace Neuromanifold.Conformance.Layers;

/// <summary>Every layer that the laws hold for: a new one is a line here.</summary>
public static class LayerCases
{
    private static readonly Dictionary<string, Func<Layer>> Layers = new(StringComparer.Ordinal)
    {
        ["dense"] = () => new Dense(4),
        ["dense without bias"] = () => new Dense(3, hasBias: false),
        ["tanh"] = () => new Activation(ActivationFunctions.HyperbolicTangent),
        ["sigmoid"] = () => new Activation(ActivationFunctions.LogisticSigmoid),
        ["log-sigmoid"] = () => new Activation(ActivationFunctions.LogSigmoid),
        ["softplus"] = () => new Activation(ActivationFunctions.Softplus),
        ["identity"] = () => new Activation(ActivationFunctions.Identity),
        ["relu"] = () => new Activation(ActivationFunctions.RectifiedLinear),
        ["leaky-relu"] = () => new Activation(ActivationFunctions.LeakyRectifiedLinear),
        ["elu"] = () => new Activation(ActivationFunctions.ExponentialLinear),
        ["batch normalisation"] = () => new BatchNormalisation(),
        ["dropout"] = () => new Dropout(0.4),
        ["flatten"] = () => new Flatten(),
        ["addition"] = () => new Addition(),
    };

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => [.. Layers.Keys];

    /// <summary>The layer of a name.</summary>
    public static Layer Create(string name) => Layers[name]();
}
