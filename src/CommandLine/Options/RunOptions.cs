using System.CommandLine;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Studies.Optimisers;

namespace Neuromanifold.CommandLine.Options;

/// <summary>The options that say how long and how a run trains.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> _schedule = new("--schedule") { Description = "learning rate: constant, step or cosine [default: constant]", HelpName = "NAME" };
    private readonly Option<string?> _warmUp = new("--warmup") { Description = "steps in which the learning rate rises to its size [default: 0]", HelpName = "STEPS" };
    private readonly Option<string?> _batch = new("--batch") { Description = "examples a step [default: 50]", HelpName = "B" };
    private readonly Option<string?> _epochs = new("--epochs") { Description = "passes over the training part [default: 10]", HelpName = "E" };
    private readonly Option<string?> _target = new("--target-accuracy") { Description = "stop after the epoch that reaches it", HelpName = "A" };
    private readonly Option<string?> _precision = new("--precision") { Description = "float or double [default: float]", HelpName = "NAME" };
    private readonly Option<string?> _seed = CommonOptions.Seed();
    private readonly Option<string?> _threads = CommonOptions.Threads();

    public RunOptions()
    {
        _schedule.Offering(["constant", "step", "cosine"]);
        _precision.Offering(["float", "double"]);
    }

    /// <summary>All of them.</summary>
    public Option[] All => [_schedule, _warmUp, _batch, _epochs, _target, _seed, _threads, _precision];

    /// <summary>A run's configuration, from the parsed line.</summary>
    public RunConfiguration Read(ParseResult parse, DataConfiguration data, NetworkConfiguration network, OptimiserConfiguration optimiser)
    {
        RunConfiguration defaults = new(data, network, optimiser);
        return defaults with
        {
            Schedule = parse.Text(_schedule, defaults.Schedule),
            WarmUp = parse.Count(_warmUp) ?? defaults.WarmUp,
            Batch = parse.Count(_batch) ?? defaults.Batch,
            Epochs = parse.Count(_epochs) ?? defaults.Epochs,
            TargetAccuracy = parse.Number(_target),
            Seed = parse.Seed(_seed) ?? defaults.Seed,
            Threads = parse.Count(_threads) ?? defaults.Threads,
            Precision = parse.Text(_precision, defaults.Precision),
        };
    }
}
