using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;

namespace Neuromanifold.Conformance.Layers;

/// <summary>The layers of the house: a new one is a line here.</summary>
public sealed class LayerCases : ILayerCases
{
    public static IReadOnlyDictionary<string, Func<Layer>> ByName { get; } = new Dictionary<string, Func<Layer>>(StringComparer.Ordinal)
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
        ["selu"] = () => new Activation(ActivationFunctions.ScaledExponentialLinear),
        ["erf"] = () => new Activation(new ErrorFunction()),
        ["gelu"] = () => new Activation(ActivationFunctions.GaussianErrorLinear),
        ["gelu-tanh"] = () => new Activation(ActivationFunctions.GaussianErrorLinearByTanh),
        ["batch normalisation"] = () => new BatchNormalisation(),
        ["dropout"] = () => new Dropout(0.4),
        ["flatten"] = () => new Flatten(),
        ["addition"] = () => new Addition(),
    };
}
