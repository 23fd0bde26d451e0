using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Layers;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Networks.ModelFiles.Onnx;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>A network and its likelihood, as its user wrote them: a chain of dense layers, or a model file that says structure and weights.</summary>
/// <param name="Layers">The widths joined by dashes, as in 784-80-80-80-10; of a model file, inputs, dense layers and outputs.</param>
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

    /// <summary>An ONNX file that training starts from; its layers and weights are taken, and all but the likelihood here is not.</summary>
    public string? ModelFile { get; init; }

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

    /// <summary>A network that starts from an ONNX file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="likelihood">The likelihood's name; null for the usual one.</param>
    /// <param name="note">Takes the remark that an operator at the file's end is left out, if one is.</param>
    /// <exception cref="InvalidInputException">The file is no model that can be read, or not for this likelihood.</exception>
    public static NetworkConfiguration FromFile(string path, string? likelihood, Action<string> note)
    {
        NetworkConfiguration configuration = new("");
        if (likelihood is not null) configuration = configuration with { Likelihood = likelihood };
        ImportedModel<float> imported = OnnxFile.Read<float>(path, configuration.LikelihoodKind.Of);
        if (imported.DroppedNote(path, configuration.Likelihood) is { } remark) note(remark);
        Network network = imported.Model.Network;
        List<int> widths = [network.InputWidth, .. network.Nodes.Where(node => node.Layer is Dense).Select(node => node.Width)];
        if (widths.Count == 1 || widths[^1] != network.OutputWidth) widths.Add(network.OutputWidth);
        return configuration with { Layers = string.Join('-', widths), ModelFile = path };
    }

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
        if (ModelFile is not null) return Open<float>(ModelFile, input).Network;
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

    /// <summary>The model that training starts from, for inputs of a shape: that of the file, or one with random weights.</summary>
    /// <exception cref="InvalidInputException">The network does not take so many values, or the file cannot be read any more.</exception>
    public Model<T> Start<T>(Shape input, RandomStream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ModelFile is not null ? Open<T>(ModelFile, input) : Model<T>.Initialise(Build(input), Family(), WeightInitialisation, stream);

    /// <summary>The family of the outputs.</summary>
    public Likelihood Family() => LikelihoodKind.Of(ToPerceptron().Widths[^1]);

    /// <summary>Refuses data that this network and likelihood cannot learn.</summary>
    /// <exception cref="InvalidInputException">A label or value is outside of the likelihood's support, or the outcomes' width is not the outputs'.</exception>
    public void CheckOutcomes(IExamples examples, string subject) =>
        OutcomeCheck.Require(examples, Family(), Likelihood, subject, "Change the last width of --layers or the --likelihood.");

    private Model<T> Open<T>(string path, Shape input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Model<T> model = OnnxFile.Read<T>(path, LikelihoodKind.Of).Model;
        return model.Network.InputWidth == input.ElementCount
            ? model
            : throw new InvalidInputException(path, $"a network of {model.Network.InputWidth} inputs", $"{input.ElementCount}, the values of an input ({input})", "Name the data that the model was made for.");
    }

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
