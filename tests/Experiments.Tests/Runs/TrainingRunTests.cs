using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Experiments.Tests.Runs;

public sealed class TrainingRunTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("adam", "float")]
    [InlineData("momentum", "double")]
    [InlineData("kfac", "float")]
    [InlineData("kfac", "double")]
    public void A_run_that_is_stopped_anywhere_ends_with_the_bits_of_one_that_was_not(string optimiser, string precision)
    {
        RunConfiguration configuration = _scene.Configuration with { Optimiser = new OptimiserConfiguration(optimiser), Precision = precision };
        RunSummary whole = Start(configuration, "whole", stopAfter: 0);
        foreach (int steps in new[] { 1, Scene.StepsPerEpoch - 1, Scene.StepsPerEpoch, Scene.StepsPerEpoch + 4 })
        {
            string run = $"stopped-{steps}";
            RunInterruptedException stop = Assert.Throws<RunInterruptedException>(() => Start(configuration, run, steps));
            Assert.Equal($"Stopped after {steps} steps.", stop.Message);
            Assert.True(stop.CanResume);
            Assert.Equal(_scene.PathOf(run), stop.DirectoryPath);

            // Stopped again before it takes a step, it stands where it stood.
            using CancellationTokenSource already = new();
            already.Cancel();
            if (steps % Scene.StepsPerEpoch == 0)
                Assert.Equal(stop.Message, Assert.Throws<RunInterruptedException>(() => new TrainingRun(_notes.Add).Resume(_scene.PathOf(run), new Scene.Stop(0), already.Token)).Message);

            RunSummary resumed = new TrainingRun(_notes.Add).Resume(_scene.PathOf(run), new Scene.Stop(0), CancellationToken.None);
            Assert.Equal(_scene.Model("whole"), _scene.Model(run));
            Assert.Equal(Untimed(whole), Untimed(resumed), StringComparer.Ordinal);
            Assert.Equal(Untimed(whole), RunEpoch.LinesIn(_scene.PathOf($"{run}/metrics.jsonl")).Read().Select(Untimed), StringComparer.Ordinal);
            Assert.Equal(whole.Steps, resumed.Steps);
            Assert.Equal(whole.Final, resumed.Final);
        }
    }

    [Fact]
    public void Divergence_after_a_resumption_names_the_checkpoint_that_is_there()
    {
        RunConfiguration configuration = _scene.Configuration with { Network = new NetworkConfiguration("2-5-2"), Optimiser = OptimiserConfiguration.Parse("sgd") };
        Assert.Throws<RunInterruptedException>(() => Start(configuration, "run", stopAfter: 3));
        string config = _scene.PathOf("run/config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"given\": {}", "\"given\": { \"lr\": \"1e30\" }", StringComparison.Ordinal));
        NumericalException diverged = Assert.Throws<NumericalException>(() => new TrainingRun(_notes.Add).Resume(_scene.PathOf("run"), new Scene.Stop(0), CancellationToken.None));
        Assert.EndsWith($"The checkpoint of step 3 is kept in {_scene.PathOf("run")}.", diverged.Message, StringComparison.Ordinal);
        Assert.IsType<DivergenceException>(diverged.InnerException);
    }

    [Fact]
    public void A_directory_of_another_command_is_no_run()
    {
        Start(_scene.Configuration, "run", stopAfter: 0);
        string config = _scene.PathOf("run/config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"command\": \"train\"", "\"command\": \"compare\"", StringComparison.Ordinal));
        Assert.Contains("another command", Assert.Throws<InvalidInputException>(() => TrainingRun.ReadConfiguration(_scene.PathOf("run"))).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_is_read_as_it_was_written()
    {
        RunConfiguration configuration = _scene.Configuration with
        {
            Data = _scene.Configuration.Data with { Validation = 0.2, Normalisation = "0.5,2" },
            Optimiser = OptimiserConfiguration.Parse("kfac:damping=0.1"),
            Schedule = "step",
            WarmUp = 3,
            TargetAccuracy = 0.999,
            CheckpointEvery = 2,
            Seed = -7,
        };
        Start(configuration, "run", stopAfter: 0);
        RunConfiguration read = TrainingRun.ReadConfiguration(_scene.PathOf("run"));
        Assert.Equal(configuration.Optimiser.Label, read.Optimiser.Label);
        Assert.Equal(configuration, read with { Optimiser = configuration.Optimiser });
        Assert.Contains(_notes, note => note.Contains("held-out part", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Untimed(RunSummary summary) => summary.Epochs.Select(Untimed);

    private static string Untimed(RunEpoch epoch) => (epoch with { Seconds = 1, SamplesPerSecond = 1 }).ToString();

    private RunSummary Start(RunConfiguration configuration, string run, int stopAfter)
    {
        using Scene.Stop stop = new(stopAfter);
        return new TrainingRun(_notes.Add).Start(configuration, _scene.PathOf(run), stop, stop.Token);
    }
}
