using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Optimisation.Catalogue;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Experiments.Tests.Configurations;

public sealed class RunConfigurationTests
{
    private static readonly RunConfiguration s_good = new(new DataConfiguration("digits"), new NetworkConfiguration("784-10"), new OptimiserConfiguration("adam"));

    public static TheoryData<string, RunConfiguration> Bad => new()
    {
        { "--batch", s_good with { Batch = 0 } },
        { "--epochs", s_good with { Epochs = 0 } },
        { "--threads", s_good with { Threads = 0 } },
        { "--threads", s_good with { Threads = RunConfiguration.MostThreads + 1 } },
        { "--warmup", s_good with { WarmUp = -1 } },
        { "--checkpoint-every", s_good with { CheckpointEvery = -1 } },
        { "--schedule", s_good with { Schedule = "linear" } },
        { "--precision", s_good with { Precision = "half" } },
        { "--target-accuracy", s_good with { TargetAccuracy = 0 } },
        { "--target-accuracy", s_good with { TargetAccuracy = double.NaN } },
        { "--target-accuracy", s_good with { TargetAccuracy = 0.5, Network = s_good.Network with { Likelihood = "poisson" } } },
        { "--validation", s_good with { Data = s_good.Data with { Validation = 1 } } },
        { "--validation", s_good with { Data = s_good.Data with { Validation = double.NaN } } },
        { "the normalisation", s_good with { Data = s_good.Data with { Normalisation = "1" } } },
        { "--dropout", s_good with { Network = s_good.Network with { Dropout = double.NaN } } },
        { "--dropout", s_good with { Network = s_good.Network with { Dropout = 1 } } },
        { "--norm", s_good with { Network = s_good.Network with { Normalisation = "between" } } },
        { "--init", s_good with { Network = s_good.Network with { Initialisation = "zero" } } },
        { "--layers", s_good with { Network = new NetworkConfiguration("784-1") } },
        { "--optimizer", s_good with { Optimiser = new OptimiserConfiguration("adan") } },
        { "--beta3", s_good with { Optimiser = new OptimiserConfiguration("adam") { Given = new Dictionary<string, string>(StringComparer.Ordinal) { ["beta3"] = "0.1" } } } },
    };

    [Fact]
    public void The_defaults_of_every_optimiser_are_allowed()
    {
        foreach (OptimiserKind kind in OptimiserKinds.All) (s_good with { Optimiser = new OptimiserConfiguration(kind.Name) }).Validate();
    }

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void What_makes_no_sense_is_refused_by_name(string subject, RunConfiguration configuration) =>
        Assert.Equal(subject, Assert.Throws<InvalidInputException>(configuration.Validate).Subject);

    [Fact]
    public void The_options_of_the_loop_are_those_of_the_configuration()
    {
        RunConfiguration configuration = s_good with { Batch = 7, Epochs = 3, Seed = -5, TargetAccuracy = 0.5, CheckpointEvery = 11, Schedule = "cosine", WarmUp = 10, Optimiser = OptimiserConfiguration.Parse("sgd:lr=0.25") };
        TrainingOptions options = configuration.ToTrainingOptions();
        Assert.Equal((7, 3, -5L, 0.5, 11, 0.25), (options.BatchSize, options.Epochs, options.Seed, options.TargetAccuracy, options.CheckpointPeriod, options.LearningRate));
        Assert.True(options.Schedule.Factor(0, 100) < options.Schedule.Factor(9, 100));
        Assert.True(options.Schedule.Factor(20, 100) > options.Schedule.Factor(90, 100));
    }
}
