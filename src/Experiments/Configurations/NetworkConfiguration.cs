using System.Collections.Immutable;
using System.Globalization;
using Neuromanifold.Experiments.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>A chain of dense layers and its likelihood, as its user wrote them.</summary>
/// <param name="Layers">The widths joined by dashes, as in 784-80-80-80-10.</param>
public sealed record NetworkConfiguration(string Layers)
{
    private static readonly ImmutableArray<string> NormalisationNames = ["none", "before", "after"];

    /// <summary>The activation's name.</summary>
    public string Activation { get; init; } = "relu";

    /// <summary>Where batch normalisation stands: none, before or after the activation.</summary>
    public string Normalisation { get; init; } = "none";

    /// <summary>The probability of dropout.</summary>
    public double Dropout { get; init; }

    /// <summary>The name of the initialisation; null for the one that suits the activation.</summary>
    public string? Initialisation { get; init; }

    /// <summary>The likelihood's name.</summary>
    public string Likelihood { get; init; } = "categorical";

    /// <summary>The likelihood.</summary>
    public LikelihoodKind LikelihoodKind => NamedChoice.Find("--likelihood", Likelihood, LikelihoodKind.All, kind => kind.Name);

    /// <summary>The initialisation: He's for rectifiers and their smooth kin, LeCun's for self-normalising units, else Glorot's, unless named.</summary>
    public WeightInitialisation WeightInitialisation => Initialisation is not null
        ? NamedChoice.Find("--init", Initialisation, WeightInitialisation.All, rule => rule.Name)
        : ActivationFunction switch
        {
            RectifiedLinear or LeakyRectifiedLinear or ExponentialLinear or GaussianErrorLinear or GaussianErrorLinearByTanh => WeightInitialisation.He,
            ScaledExponentialLinear => WeightInitialisation.LeCun,
            _ => WeightInitialisation.Glorot,
        };

    private ActivationFunction ActivationFunction => NamedChoice.Find("--activation", Activation, ActivationFunctions.All, function => function.Name);

    /// <summary>The chain.</summary>
    /// <exception cref="InvalidInputException">A number or name is not allowed.</exception>
    public MultilayerPerceptron ToPerceptron()
    {
        if (!(Dropout is >= 0 and < 1)) throw new InvalidInputException("--dropout", $"{Dropout}", "a probability in [0, 1)");
        string place = NamedChoice.Find("--norm", Normalisation, NormalisationNames);
        return new MultilayerPerceptron(ParseWidths())
        {
            Activation = ActivationFunction,
            Normalisation = (NormalisationPlace)NormalisationNames.IndexOf(place),
            Dropout = Dropout,
        };
    }

    /// <summary>Refuses what can be seen to be wrong before any file is read.</summary>
    /// <exception cref="InvalidInputException">Something is.</exception>
    public void Validate()
    {
        int outputs = ToPerceptron().Widths[^1];
        _ = WeightInitialisation;
        if (outputs < LikelihoodKind.FewestOutputs)
            throw new InvalidInputException("--layers", $"'{Layers}' with {outputs} output", $"at least {LikelihoodKind.FewestOutputs} outputs for a {Likelihood} likelihood");
    }

    /// <summary>The network for inputs of a shape.</summary>
    /// <exception cref="InvalidInputException">The first width is not the number of values of an input.</exception>
    public Network Build(Shape input)
    {
        MultilayerPerceptron perceptron = ToPerceptron();
        if (perceptron.Widths[0] != input.ElementCount)
        {
            throw new InvalidInputException(
                "--layers",
                $"'{Layers}', whose first width is {perceptron.Widths[0]}",
                $"{input.ElementCount} first, the values of an input ({input})",
                $"Write --layers {input.ElementCount}-{string.Join('-', perceptron.Widths[1..])}.");
        }

        return perceptron.Build(input);
    }

    /// <summary>The family of the outputs.</summary>
    public ExponentialFamily Family() => LikelihoodKind.Family(ToPerceptron().Widths[^1]);

    /// <summary>Refuses data that this network and likelihood cannot learn.</summary>
    /// <exception cref="InvalidInputException">A label or value is outside of the likelihood's support, or the outcomes' width is not the outputs'.</exception>
    public void CheckOutcomes(IExamples examples, string subject) =>
        OutcomeCheck.Require(examples, Family(), Likelihood, subject, "Change the last width of --layers or the --likelihood.");

    private ImmutableArray<int> ParseWidths()
    {
        string[] parts = Layers.Split('-');
        int[] widths = new int[parts.Length];
        bool readable = parts.Length >= 2;
        for (int i = 0; readable && i < parts.Length; i++) readable = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out widths[i]) && widths[i] > 0;
        long parameters = 0;
        for (int i = 1; readable && i < widths.Length; i++) parameters += (long)widths[i] * (widths[i - 1] + 1L);
        if (!readable) throw new InvalidInputException("--layers", $"'{Layers}'", "two or more widths joined by dashes, as in 784-80-80-80-10");
        if (parameters > int.MaxValue / 2) throw new InvalidInputException("--layers", $"'{Layers}', {parameters} parameters", $"at most {int.MaxValue / 2}");
        return [.. widths];
    }
}
