namespace Neuromanifold.Networks.Layers.Activations;

/// <summary>The activation functions at their usual settings.</summary>
public static class ActivationFunctions
{
    /// <summary>max(0, z).</summary>
    public static RectifiedLinear RectifiedLinear { get; } = new();

    /// <summary>max(0.01 z, z).</summary>
    public static LeakyRectifiedLinear LeakyRectifiedLinear { get; } = new();

    /// <summary>z, or eᶻ − 1 below zero.</summary>
    public static ExponentialLinear ExponentialLinear { get; } = new();

    /// <summary>λz, or λα(eᶻ − 1) below zero.</summary>
    public static ScaledExponentialLinear ScaledExponentialLinear { get; } = new();

    /// <summary>z Φ(z).</summary>
    public static GaussianErrorLinear GaussianErrorLinear { get; } = new();

    /// <summary>½z(1 + tanh(√(2/π)(z + 0.044715z³))).</summary>
    public static GaussianErrorLinearByTanh GaussianErrorLinearByTanh { get; } = new();

    /// <summary>tanh z.</summary>
    public static HyperbolicTangent HyperbolicTangent { get; } = new();

    /// <summary>1/(1 + e⁻ᶻ).</summary>
    public static LogisticSigmoid LogisticSigmoid { get; } = new();

    /// <summary>−ln(1 + e⁻ᶻ).</summary>
    public static LogSigmoid LogSigmoid { get; } = new();

    /// <summary>ln(1 + eᶻ).</summary>
    public static Softplus Softplus { get; } = new();

    /// <summary>z.</summary>
    public static Identity Identity { get; } = new();

    /// <summary>All of them, in the order of the command line's help.</summary>
    public static IReadOnlyList<ActivationFunction> All { get; } =
    [
        RectifiedLinear, LeakyRectifiedLinear, ExponentialLinear, ScaledExponentialLinear, GaussianErrorLinear, GaussianErrorLinearByTanh,
        HyperbolicTangent, LogisticSigmoid, LogSigmoid, Softplus, Identity,
    ];
}
