using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Fisher.Relative.Responses;

/// <summary>Activations whose neuron has a relative Fisher information in closed form.</summary>
public static class NeuronResponses
{
    /// <summary>Their names on the command line.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. new ActivationFunction[]
        {
            ActivationFunctions.HyperbolicTangent, ActivationFunctions.LogisticSigmoid, ActivationFunctions.RectifiedLinear, ActivationFunctions.LeakyRectifiedLinear,
            ActivationFunctions.Softplus, ActivationFunctions.ExponentialLinear, ActivationFunctions.Identity,
        }.Select(function => function.Name),
    ];

    /// <summary>The response of a neuron with an activation.</summary>
    /// <param name="function">f.</param>
    /// <param name="options">What f does not say.</param>
    /// <param name="subject">Whose activation it is, for messages.</param>
    /// <exception cref="InvalidInputException">It has no closed form, or a setting is out of its range.</exception>
    public static NeuronResponse Of(ActivationFunction function, ResponseOptions options, string subject)
    {
        options.Validate();
        return function switch
        {
            HyperbolicTangent => new HyperbolicTangentResponse(),
            LogisticSigmoid => new LogisticResponse(),
            RectifiedLinear => new RectifiedResponse(options.Leak ?? 0, options.Width, options.Deviation, function.Name),
            LeakyRectifiedLinear leaky => new RectifiedResponse(options.Leak ?? leaky.Slope, options.Width, options.Deviation, function.Name),
            // ω ln(1 + e^{t/ω}) with ω = 1: its bend is its own.
            Softplus => new RectifiedResponse(0, 1, options.Deviation, function.Name),
            ExponentialLinear exponential => new ExponentialLinearResponse(exponential.Alpha, options.Deviation),
            Identity => new LinearResponse(options.Deviation),
            _ => throw new InvalidInputException(
                subject,
                $"{function.Name}, whose neuron has no relative Fisher information in closed form",
                $"one of {string.Join(", ", Names)}",
                "Choose one of them, or measure the Fisher information of the whole network instead."),
        };
    }
}
