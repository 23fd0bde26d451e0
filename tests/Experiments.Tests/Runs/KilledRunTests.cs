using System.Diagnostics;
using System.Text.Json.Nodes;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Runs.Checkpoints;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Experiments.Tests.Runs;

public sealed class KilledRunTests : IDisposable
{
    private const string PlaceVariable = "NEUROMANIFOLD_TESTS_RUN_TO_KILL";

    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    private string Place => Path.Combine(_folder, "run");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_in_another_process_holds_its_directory_until_it_is_killed_and_leaves_a_whole_checkpoint()
    {
        using (RunDirectory run = RunDirectory.Create(Place))
        {
            run.WriteConfiguration(new JsonObject { ["command"] = "train" }, RunFixtures.Json<JsonObject>());
            RunFixtures.Save(run.Checkpoints, 0);
            run.Metrics.Rewrite([]);
        }

        RandomSequence random = RandomStream.FromSeed(1).From();
        long reached = 0;
        for (int kill = 0; kill < 5; kill++)
        {
            using Process child = StartWriter();
            WaitFor(() => LastSteps() > reached, child);
            Assert.Contains("another run is writing", Assert.Throws<InvalidInputException>(() => RunDirectory.Resume(Place)).Message, StringComparison.Ordinal);
            Thread.Sleep(random.NextInteger(20));
            child.Kill(entireProcessTree: true);
            child.WaitForExit();
            using RunDirectory run = RunDirectory.Resume(Place);
            long steps = RunFixtures.LoadChecked(run.Checkpoints);
            Assert.True(steps > reached);
            reached = steps;
            // Each epoch of the checkpoint has its line; half a line and those after are dropped.
            int[] epochs = [.. Enumerable.Range(1, (int)(steps / 3))];
            Assert.Equal(epochs, run.Metrics.Read().Select(line => line.Epoch).Take(epochs.Length));
            run.Metrics.Rewrite(RunFixtures.Position(steps).Records.Select(RunEpoch.Of));
            Assert.Equal(epochs, run.Metrics.Read().Select(line => line.Epoch));
        }
    }

    [Fact(Explicit = true)]
    public void The_writer_that_is_killed()
    {
        string? place = Environment.GetEnvironmentVariable(PlaceVariable);
        Assert.SkipWhen(place is null, "Another test starts this in a process of its own.");
        using RunDirectory run = RunDirectory.Resume(place);
        for (long steps = RunFixtures.LoadChecked(run.Checkpoints) + 1; ; steps++)
        {
            if (steps % 3 == 0) run.Metrics.Append(RunEpoch.Of(RunFixtures.Record((int)(steps / 3))));
            RunFixtures.Save(run.Checkpoints, steps);
        }
    }

    private Process StartWriter()
    {
        string assembly = typeof(KilledRunTests).Assembly.Location;
        ProcessStartInfo start = new("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[assembly, "-explicit", "only", "-method", $"{typeof(KilledRunTests).FullName}.{nameof(The_writer_that_is_killed)}"]) start.ArgumentList.Add(argument);
        start.Environment[PlaceVariable] = Place;
        return Process.Start(start)!;
    }

    // The newest file's name says how far the other process is; reading the checkpoint itself would race with it.
    private long LastSteps() => Directory.GetFiles(Path.Combine(Place, "checkpoint"), "model-*.safetensors")
        .Select(path => long.TryParse(Path.GetFileNameWithoutExtension(path).Split('-')[1], out long steps) ? steps - 1 : 0)
        .DefaultIfEmpty(0)
        .Max();

    private static void WaitFor(Func<bool> condition, Process child)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.False(child.HasExited, "The other process ended.");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "The other process writes nothing.");
            Thread.Sleep(5);
        }
    }
}
