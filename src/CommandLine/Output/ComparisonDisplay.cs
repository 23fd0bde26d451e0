using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A line an epoch for each run of a comparison.</summary>
internal static class ComparisonDisplay
{
    public static ITrainingProgress Create(RunConfiguration configuration) =>
        new EpochLines($"{configuration.Optimiser.Label}, seed {configuration.Seed}", configuration.Epochs);
}
