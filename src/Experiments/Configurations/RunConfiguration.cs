using Neuromanifold.Data.Datasets;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Optimisation.Catalogue;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>All that decides the outcome of a training run; written into its directory, it is enough to continue or repeat it.</summary>
/// <param name="Data">What to train on.</param>
/// <param name="Network">What to train.</param>
/// <param name="Optimiser">By which rule.</param>
public sealed record RunConfiguration(DataConfiguration Data, NetworkConfiguration Network, OptimiserConfiguration Optimiser)
{
    /// <summary>More threads than any machine has use for.</summary>
    public const int MostThreads = 1024;

    private static readonly string[] ScheduleNames = ["constant", "step", "cosine"];
    private static readonly string[] PrecisionNames = ["float", "double"];

    /// <summary>The command that runs it.</summary>
    public string Command { get; init; } = "train";

    /// <summary>The schedule's name: constant, step or cosine.</summary>
    public string Schedule { get; init; } = "constant";

    /// <summary>Steps of warm-up.</summary>
    public int WarmUp { get; init; }

    /// <summary>Examples a step.</summary>
    public int Batch { get; init; } = 50;

    /// <summary>Passes over the training part.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Training stops after the epoch that reaches this accuracy.</summary>
    public double? TargetAccuracy { get; init; }

    /// <summary>Steps between checkpoints within an epoch; 0 for at its end only.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>The root of all randomness.</summary>
    public long Seed { get; init; }

    /// <summary>Threads; sums are taken in an order that depends on their number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>float or double.</summary>
    public string Precision { get; init; } = "float";

    /// <summary>Whether numbers are double.</summary>
    public bool IsDouble => NamedChoice.Find("--precision", Precision, PrecisionNames) == "double";

    /// <summary>Refuses what can be seen to be wrong before any file is read.</summary>
    /// <exception cref="InvalidInputException">Something is.</exception>
    public void Validate()
    {
        Data.Validate();
        Network.Validate();
        _ = Optimiser.Settings;
        _ = IsDouble;
        _ = ScheduleOf();
        AtLeast("--batch", Batch, 1);
        AtLeast("--epochs", Epochs, 1);
        CheckThreads(Threads);
        AtLeast("--warmup", WarmUp, 0);
        AtLeast("--checkpoint-every", CheckpointEvery, 0);
        if (TargetAccuracy is { } target && !(target is > 0 and <= 1))
            throw new InvalidInputException("--target-accuracy", $"{target}", "a share of right labels in (0, 1]");
        if (TargetAccuracy is not null && !Network.Family().HasLabels)
            throw new InvalidInputException("--target-accuracy", $"a {Network.Likelihood} likelihood, whose outcomes are no labels", "a categorical or bernoulli one", "Leave it out.");
    }

    /// <summary>The options of the training loop.</summary>
    public TrainingOptions ToTrainingOptions() => new()
    {
        BatchSize = Batch,
        Epochs = Epochs,
        LearningRate = Optimiser.Settings.Number(OptimiserKind.LearningRate),
        Schedule = ScheduleOf(),
        Seed = Seed,
        TargetAccuracy = TargetAccuracy,
        CheckpointPeriod = CheckpointEvery,
    };

    /// <summary>Refuses a number of threads that cannot be had.</summary>
    /// <exception cref="InvalidInputException">It is one.</exception>
    public static void CheckThreads(int threads)
    {
        if (threads is < 1 or > MostThreads) throw new InvalidInputException("--threads", $"{threads}", $"a whole number from 1 to {MostThreads}");
    }

    private static void AtLeast(string option, int value, int least)
    {
        if (value < least) throw new InvalidInputException(option, $"{value}", $"a whole number from {least} on");
    }

    private LearningRateSchedule ScheduleOf()
    {
        LearningRateSchedule schedule = NamedChoice.Find("--schedule", Schedule, ScheduleNames) switch
        {
            "constant" => new LearningRateSchedule.Constant(),
            "step" => new LearningRateSchedule.Step(),
            _ => new LearningRateSchedule.Cosine(),
        };
        return WarmUp > 0 ? new LearningRateSchedule.WarmUp(schedule, WarmUp) : schedule;
    }
}
