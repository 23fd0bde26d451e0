using System.CommandLine;
using System.Globalization;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Information;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Options;

/// <summary>Which model is looked at and with which inputs: the options of every command that measures one.</summary>
internal sealed class ProbeOptions
{
    private readonly Option<string?> _inputs = new("--inputs") { Description = "a NumPy file of inputs, one a row", HelpName = "FILE.npy" };
    private readonly Option<string?> _labels = new("--labels") { Description = "a NumPy file of the inputs' labels", HelpName = "FILE.npy" };
    private readonly Option<string?> _limit = new("--limit") { Description = "use the first N inputs", HelpName = "N" };
    private readonly Option<string?> _memory = new("--memory") { Description = "stay within so much memory, as in 2GB [default: a quarter of the machine's]", HelpName = "BYTES" };
    private readonly Option<string?> _precision = new("--precision") { Description = "float or double [default: float, or a run's own]", HelpName = "NAME" };
    private readonly Option<string?> _seed = CommonOptions.Seed();
    private readonly Option<string?> _threads = CommonOptions.Threads();
    private readonly DataOptions _data = new();
    private readonly NetworkOptions _network = new();

    public ProbeOptions() => _precision.Offering(["float", "double"]);

    /// <summary>The model.</summary>
    public Argument<string> Model { get; } = new("MODEL") { Description = "an ONNX file, the directory of a run, or weights.safetensors with --layers and --activation" };

    /// <summary>All of them.</summary>
    public Option[] All => [_inputs, .. _data.WithoutValidation, _labels, .. _network.ForWeights, _limit, _memory, _seed, _threads, _precision];

    /// <summary>Finds the model and reads the rest of the line.</summary>
    public (TrainedModel Model, ProbeConfiguration Configuration) Read(ParseResult parse)
    {
        string path = parse.GetRequiredValue(Model);
        if (_network.FirstGiven(parse) is { } option && !TensorFile.HasKnownExtension(path) && Path.Exists(path))
            throw new InvalidInputException(option.Name, $"it beside {path}", "a model alone, for it knows its network", $"Leave {option.Name} out.");
        ProbeConfiguration defaults = new(path);
        ProbeConfiguration configuration = defaults with
        {
            Network = _network.IsGiven(parse) ? _network.Read(parse) : null,
            Likelihood = _network.Likelihood(parse),
            Inputs = parse.GetValue(_inputs),
            Labels = parse.GetValue(_labels),
            Normalisation = _data.Normalisation(parse),
            Limit = parse.Count(_limit),
            MemoryBytes = parse.GetValue(_memory) is { } text ? Bytes(text) : defaults.MemoryBytes,
            Seed = parse.Seed(_seed) ?? defaults.Seed,
            Threads = parse.Count(_threads) ?? defaults.Threads,
            Precision = parse.GetValue(_precision),
        };
        if (_data.IsGiven(parse)) configuration = configuration with { Data = _data.Read(parse) };
        configuration.Validate();
        TrainedModel model = TrainedModel.Find(path, configuration.Network, configuration.Likelihood);
        if (configuration.Data is not null) configuration = configuration with { Data = _data.Read(parse, model.Run?.Data) };
        return (model, configuration);
    }

    /// <summary>Whether the work is done in double precision.</summary>
    public static bool IsDouble(TrainedModel model, ProbeConfiguration configuration) =>
        configuration.Precision is { } precision ? precision == "double" : model.Run?.IsDouble == true;

    private long Bytes(string text)
    {
        (string Unit, double Size)[] units = [("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12), ("", 1)];
        foreach ((string unit, double size) in units)
        {
            if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            if (double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count) && count * size is >= 1 and < 1e18) return (long)(count * size);
            break;
        }

        throw new InvalidInputException(_memory.Name, $"'{text}'", "a number of bytes, as in 2000000000, 500MB or 2GB");
    }
}
