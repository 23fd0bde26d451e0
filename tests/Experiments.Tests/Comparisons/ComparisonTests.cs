using System.Text.Json.Nodes;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Comparisons;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Tests.Runs;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Tests.Comparisons;

public sealed class ComparisonTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void All_start_from_the_same_weights_and_see_the_same_batches()
    {
        ComparisonResult result = Run(Of(seeds: 2, "sgd", "momentum:momentum=0:lr=0.1", "adam"), "all");
        Assert.Equal([0L, 0, 0, 1, 1, 1], result.Runs.Select(run => run.Configuration.Seed));
        Assert.Equal(result.Runs[0].Epochs.Select(epoch => epoch.TrainLoss), result.Runs[1].Epochs.Select(epoch => epoch.TrainLoss), (first, second) => Math.Abs(first - second) < 1e-5);
        Assert.NotEqual(result.Runs[0].Epochs[0].TrainLoss, result.Runs[3].Epochs[0].TrainLoss);
        Assert.Equal(["sgd", "momentum (momentum=0, lr=0.1)", "adam"], result.StepCosts.Select(cost => cost.Optimiser), StringComparer.Ordinal);
        Assert.Equal(1, result.StepCosts[0].Ratio);
        Assert.All(result.StepCosts, cost => Assert.True(cost is { Ratio: > 0, Seconds: > 0 }));
    }

    [Fact]
    public void Steps_to_a_target_are_counted_to_the_end_of_the_epoch_that_reached_it()
    {
        ComparisonConfiguration configuration = Of(seeds: 1, "adam:lr=0.05", "sgd:lr=1e-9", "adam:lr=1e30");
        ComparisonResult result = Run(configuration with { Runs = [.. configuration.Runs.Select(run => run with { TargetAccuracy = 0.95, Epochs = 60 })] }, "target");
        Assert.Equal(result.Runs[0].Epochs.Count * Scene.StepsPerEpoch, result.Runs[0].StepsToTarget);
        Assert.Equal(result.Runs[0].Epochs.Sum(epoch => epoch.Seconds), result.Runs[0].SecondsToTarget);
        Assert.Null(result.Runs[1].StepsToTarget);
        JsonArray runs = JsonNode.Parse(result.ToJson())!["runs"]!.AsArray();
        Assert.Equal("the target accuracy was not reached", runs[1]!["reason"]!.GetValue<string>());
        Assert.Equal(File.ReadAllText(_scene.PathOf("target/summary.json")), result.ToJson());
    }

    [Fact]
    public void What_was_compared_before_a_stop_is_kept()
    {
        ComparisonConfiguration configuration = Of(seeds: 3, "sgd", "adam");
        int steps = Scene.StepsPerEpoch * _scene.Configuration.Epochs;
        RunInterruptedException later = Assert.Throws<RunInterruptedException>(() => Run(configuration, "later", stopAfter: (2 * steps) + 5));
        Assert.Equal($"Stopped after 2 of 6 runs; they are kept in {_scene.PathOf("later")}.", later.Message);
        Assert.Equal(2, JsonNode.Parse(File.ReadAllText(_scene.PathOf("later/summary.json")))!["runs"]!.AsArray().Count);
        Assert.True(File.Exists(_scene.PathOf("later/report.html")));

        Assert.Equal("Stopped after 0 of 6 runs; nothing is kept.", Assert.Throws<RunInterruptedException>(() => Run(configuration, "early", stopAfter: 5)).Message);
        RunDirectory.RequireVacant(_scene.PathOf("early"));
    }

    [Fact]
    public void One_optimiser_twice_is_refused() =>
        Assert.Equal("--optimizers", Assert.Throws<InvalidInputException>(() => Of(seeds: 1, "sgd", "sgd").Validate()).Subject);

    private ComparisonConfiguration Of(int seeds, params string[] optimisers) => new(
        "compare",
        [.. optimisers.Select(optimiser => _scene.Configuration with { Optimiser = OptimiserConfiguration.Parse(optimiser) })],
        seeds);

    private ComparisonResult Run(ComparisonConfiguration configuration, string name, int stopAfter = 0)
    {
        Dataset dataset = configuration.Runs[0].Data.Load(OutcomeKind.Labels);
        using Scene.Stop stop = new(stopAfter);
        using RunDirectory directory = RunDirectory.Create(_scene.PathOf(name));
        return new Comparison(configuration, dataset).Run(directory, _ => stop, next: null, stop.Token);
    }
}
