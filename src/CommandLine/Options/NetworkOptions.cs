using System.CommandLine;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Networks.Layers.Activations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Options;

/// <summary>The options that say which network.</summary>
internal sealed class NetworkOptions
{
    private readonly Option<string?> _model = new("--model") { Description = "start from the layers and weights of an ONNX file", HelpName = "FILE.onnx" };
    private readonly Option<string?> _layers = new("--layers") { Description = "widths of inputs, hidden layers and outputs, as in 784-80-80-80-10", HelpName = "WIDTHS" };

    private readonly Option<string?> _activation = new("--activation")
    {
        Description = $"{string.Join(", ", ActivationFunctions.All.Select(function => function.Name))} [default: relu]",
        HelpName = "NAME",
    };

    private readonly Option<string?> _norm = new("--norm") { Description = "batch normalisation: none, before or after the activation [default: none]", HelpName = "PLACE" };
    private readonly Option<string?> _dropout = new("--dropout") { Description = "dropout probability [default: 0]", HelpName = "P" };
    private readonly Option<string?> _init = new("--init") { Description = "he, glorot or lecun [default: by the activation]", HelpName = "NAME" };

    private readonly Option<string?> _likelihood = new("--likelihood")
    {
        Description = $"{string.Join(", ", LikelihoodKind.All.Select(kind => kind.Name))} [default: categorical]",
        HelpName = "NAME",
    };

    public NetworkOptions()
    {
        _activation.Offering(ActivationFunctions.All.Select(function => function.Name));
        _norm.Offering(["none", "before", "after"]);
        _init.Offering(["he", "glorot", "lecun"]);
        _likelihood.Offering(LikelihoodKind.All.Select(kind => kind.Name));
    }

    /// <summary>Those of a command that trains one network.</summary>
    public Option[] ForTraining => [_model, .. All];

    /// <summary>Those of a command that makes its network.</summary>
    public Option[] All => [_layers, _activation, _norm, _dropout, _init, _likelihood];

    /// <summary>Those of a command that reads a trained network.</summary>
    public Option[] ForWeights => [_layers, _activation, _norm, _likelihood];

    /// <summary>The first option given that describes the network's structure; null for none.</summary>
    public Option? FirstGiven(ParseResult parse) => Array.Find<Option<string?>>([_layers, _activation, _norm], option => parse.GetValue(option) is not null);

    /// <summary>Whether a network is described.</summary>
    public bool IsGiven(ParseResult parse) => parse.GetValue(_layers) is not null;

    /// <summary>The likelihood's name, if it is given.</summary>
    public string? Likelihood(ParseResult parse) => parse.GetValue(_likelihood);

    /// <summary>The configuration of a network to train: that of a model file, or as <see cref="Read"/> has it.</summary>
    /// <param name="parse">The parsed line.</param>
    /// <param name="note">Takes remarks on the file.</param>
    public NetworkConfiguration ReadForTraining(ParseResult parse, Action<string> note)
    {
        if (parse.GetValue(_model) is not { } file) return Read(parse);
        if (Array.Find<Option<string?>>([_layers, _activation, _norm, _dropout, _init], option => parse.GetValue(option) is not null) is { } other)
            throw new InvalidInputException(other.Name, "it beside --model", "a model file alone, for it knows its layers and weights", $"Leave {other.Name} out.");
        return NetworkConfiguration.FromFile(file, parse.GetValue(_likelihood), note);
    }

    /// <summary>The configuration, from the parsed line.</summary>
    public NetworkConfiguration Read(ParseResult parse)
    {
        string layers = parse.GetValue(_layers)
            ?? throw new InvalidInputException("--layers", "nothing", "the widths of the network, as in --layers 784-80-80-80-10");
        NetworkConfiguration defaults = new(layers);
        bool trains = parse.CommandResult.Command.Options.Contains(_init);
        return defaults with
        {
            Activation = parse.Text(_activation, defaults.Activation),
            Normalisation = parse.Text(_norm, defaults.Normalisation),
            Dropout = trains ? parse.Number(_dropout) ?? defaults.Dropout : 0,
            Initialisation = trains ? parse.GetValue(_init) : null,
            Likelihood = parse.Text(_likelihood, defaults.Likelihood),
        };
    }
}
