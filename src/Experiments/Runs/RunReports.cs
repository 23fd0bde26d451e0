using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Experiments.Runs;

/// <summary>Says on a page what a run did.</summary>
internal static class RunReports
{
    /// <summary>The report of one training run.</summary>
    public static ReportContent OfTraining(RunConfiguration configuration, Dataset dataset, IReadOnlyList<EpochRecord> epochs) => new()
    {
        Title = $"{configuration.Optimiser.Label} on {dataset.Name}",
        Subtitle = Describe(configuration),
        Generated = Product.NameAndVersion,
        Facts = [.. Facts(configuration, dataset), new("optimizer", Settings(configuration.Optimiser))],
        Notes = dataset.Notes,
        Runs = [ToRun(configuration, epochs)],
    };

    /// <summary>Network and schedule in a sentence.</summary>
    internal static string Describe(RunConfiguration configuration) =>
        $"A {configuration.Network.Layers} network{(configuration.Network.ModelFile is null ? $", {configuration.Network.Activation}" : " from a model file")}, batches of {configuration.Batch}, {configuration.Schedule} learning rate.";

    /// <summary>What an experiment ran on.</summary>
    internal static IEnumerable<ReportFact> Facts(RunConfiguration configuration, Dataset dataset) =>
    [
        new("data", $"{dataset.Name}: {dataset.Training.Count:n0} + {dataset.Test.Count:n0} examples"),
        new("parameters", $"{configuration.Network.Build(dataset.Training.InputShape).Parameters.Length:n0}"),
        new("likelihood", configuration.Network.Likelihood),
        new("seed", $"{configuration.Seed}"),
        new("threads", $"{configuration.Threads}"),
        new("linear algebra", LinearAlgebraLibrary.Current.Name),
    ];

    private static string Settings(OptimiserConfiguration optimiser) =>
        $"{optimiser.Name}: {string.Join(", ", optimiser.Settings.Values.Select(setting => $"{setting.Key} {setting.Value}"))}";

    /// <summary>One run's measurements.</summary>
    internal static ReportRun ToRun(RunConfiguration configuration, IReadOnlyList<EpochRecord> epochs) => new()
    {
        Name = $"{configuration.Optimiser.Label}, seed {configuration.Seed}",
        Optimizer = configuration.Optimiser.Label,
        Seed = configuration.Seed,
        Epochs = [.. epochs.Select((epoch, index) => ToEpoch(epoch, epochs.Take(index + 1).Sum(past => past.Seconds)))],
        Final = new ReportOutcome(epochs[^1].Test.Loss, epochs[^1].Test.Accuracy),
    };

    private static ReportEpoch ToEpoch(EpochRecord epoch, double secondsSinceStart) => new()
    {
        Epoch = epoch.Epoch,
        Seconds = secondsSinceStart,
        TrainLoss = epoch.TrainLoss,
        TestLoss = epoch.Test.Loss,
        TestAccuracy = epoch.Test.Accuracy,
        SamplesPerSecond = epoch.SamplesPerSecond,
    };
}
