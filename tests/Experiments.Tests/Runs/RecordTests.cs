using System.Text.Json;
using System.Text.Json.Nodes;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Experiments.Tests.Runs;

public sealed class RecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    private string MetricsPath => Path.Combine(_folder, "metrics.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_summary_has_the_documented_members()
    {
        using RunDirectory run = RunDirectory.Create(_folder);
        run.WriteSummary(Summary([Record(1, 0.1, 1.0 / 3, 10), Record(2, 0.2, 0.25, 40), Record(3, 0.3, 0.125, 20)]));
        string text = File.ReadAllText(run.SummaryPath);
        Assert.StartsWith("{\n  \"command\": \"train\",\n", text, StringComparison.Ordinal);
        JsonObject summary = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(
            ["command", "version", "seed", "threads", "blas", "data", "model", "optimizer", "epochs", "total_seconds", "steps", "samples_per_second", "peak_rss_bytes", "final"],
            summary.Select(pair => pair.Key),
            StringComparer.Ordinal);
        Assert.Equal("""{"name":"digits","train":100,"test":20}""", summary["data"]!.ToJsonString());
        Assert.Equal("""{"layers":"6-3","parameters":21}""", summary["model"]!.ToJsonString());
        Assert.Equal("""{"name":"adam","learning_rate":0.001,"amsgrad":false}""", summary["optimizer"]!.ToJsonString());
        Assert.Equal("""{"epoch":1,"seconds":0.1,"train_loss":0.3333333333333333,"test_loss":0.1,"test_accuracy":0.5,"samples_per_second":10}""", summary["epochs"]![0]!.ToJsonString());
        Assert.Equal("""{"test_loss":0.1,"test_accuracy":0.5}""", summary["final"]!.ToJsonString());
        Assert.Equal(20, summary["samples_per_second"]!.GetValue<double>());
    }

    [Fact]
    public void A_summary_returns()
    {
        using RunDirectory run = RunDirectory.Create(_folder);
        RunSummary summary = Summary([Record(1, 0.1, 1.0 / 3, 10), Record(2, 0.2, 0.25, 40)]);
        run.WriteSummary(summary);
        RunSummary found = RunSummary.Read(run.SummaryPath);
        Assert.Equal(25, found.SamplesPerSecond);
        Assert.Equal(summary.Epochs, found.Epochs);
        File.Delete(run.SummaryPath);
        run.WriteSummary(found);
        Assert.Equal(JsonSerializer.Serialize(summary, RunFixtures.Json<RunSummary>()), JsonSerializer.Serialize(RunSummary.Read(run.SummaryPath), RunFixtures.Json<RunSummary>()));
        File.WriteAllText(run.SummaryPath, "{}");
        Assert.Throws<InvalidInputException>(() => RunSummary.Read(run.SummaryPath));
    }

    [Fact]
    public void Values_that_are_not_finite_are_null_with_the_reason_beside()
    {
        RunEpoch epoch = RunEpoch.Of(new EpochRecord(1, 0.5, double.NaN, 7, new EvaluationResult(double.PositiveInfinity, null), new EvaluationResult(double.NaN, null)));
        RunEpoch.LinesIn(MetricsPath).Append(epoch);
        Assert.Equal(
            """{"epoch":1,"seconds":0.5,"train_loss":null,"test_loss":null,"test_accuracy":null,"validation_loss":null,"samples_per_second":7,"reason":"train_loss is not a number; test_loss is infinite; test_accuracy is undefined: outcomes are not labels; validation_loss is not a number"}""" + "\n",
            File.ReadAllText(MetricsPath));
        Assert.Equal(double.NaN, RunEpoch.LinesIn(MetricsPath).Read()[0].TrainLoss);

        using RunDirectory run = RunDirectory.Create(Path.Combine(_folder, "run"));
        run.WriteSummary(Summary([]));
        JsonNode summary = JsonNode.Parse(File.ReadAllText(run.SummaryPath))!;
        Assert.Null(summary["samples_per_second"]);
        Assert.Equal("samples_per_second is not a number", summary["reason"]!.GetValue<string>());
    }

    [Fact]
    public void Lines_return_in_full_precision_and_half_a_line_does_not()
    {
        RunEpoch[] epochs = [.. Enumerable.Range(1, 30).Where(epoch => epoch % 4 != 0).Select(epoch => RunEpoch.Of(RunFixtures.Record(epoch)))];
        foreach (RunEpoch epoch in epochs) RunEpoch.LinesIn(MetricsPath).Append(epoch);
        byte[] whole = File.ReadAllBytes(MetricsPath);
        Assert.Equal(epochs, RunEpoch.LinesIn(MetricsPath).Read());
        int start = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (int length = start; length < whole.Length; length++)
        {
            File.WriteAllBytes(MetricsPath, whole[..length]);
            Assert.Equal(epochs[..^1], RunEpoch.LinesIn(MetricsPath).Read());
        }
    }

    [Fact]
    public void Going_on_drops_the_lines_after_the_checkpoint_and_half_a_line()
    {
        RunEpoch[] epochs = [.. Enumerable.Range(1, 3).Select(epoch => RunEpoch.Of(RunFixtures.Record(epoch)))];
        foreach (RunEpoch epoch in epochs) RunEpoch.LinesIn(MetricsPath).Append(epoch);
        string[] lines = File.ReadAllLines(MetricsPath);
        File.AppendAllText(MetricsPath, "{\"epoch\":4,\"sec");
        RunEpoch.LinesIn(MetricsPath).Rewrite(epochs[..2]);
        Assert.Equal($"{lines[0]}\n{lines[1]}\n", File.ReadAllText(MetricsPath));
        RunEpoch.LinesIn(MetricsPath).Append(epochs[2]);
        Assert.Equal(lines, File.ReadAllLines(MetricsPath));
    }

    [Fact]
    public void A_line_that_is_something_else_is_named()
    {
        RunEpoch.LinesIn(MetricsPath).Append(RunEpoch.Of(RunFixtures.Record(1)));
        File.AppendAllText(MetricsPath, "{}\n");
        Assert.StartsWith($"{MetricsPath}, line 2: found something else (", Assert.Throws<InvalidInputException>(() => RunEpoch.LinesIn(MetricsPath).Read()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => RunEpoch.LinesIn(Path.Combine(_folder, "none")).Read());
    }

    [Fact]
    public void Measurements_for_a_full_disk_say_so()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");
        File.CreateSymbolicLink(MetricsPath, "/dev/full");
        Assert.Equal($"{MetricsPath}: the disk is full. Free some space there, or name another place.", Assert.Throws<OutputException>(() => RunEpoch.LinesIn(MetricsPath).Append(RunEpoch.Of(RunFixtures.Record(1)))).Message);
    }

    [Fact]
    public void The_peak_of_memory_covers_what_was_touched()
    {
        long before = ResidentMemory.Peak();
        byte[] touched = new byte[64 << 20];
        Array.Fill(touched, (byte)1);
        Assert.InRange(ResidentMemory.Peak(), Math.Max(before, touched.Length), long.MaxValue);
        Assert.Equal(1, touched[^1]);
    }

    private static RunEpoch Record(int epoch, double seconds, double trainLoss, double rate) =>
        RunEpoch.Of(new EpochRecord(epoch, seconds, trainLoss, rate, new EvaluationResult(0.1, 0.5), null));

    private static RunSummary Summary(RunEpoch[] epochs) => new()
    {
        Command = "train",
        Version = "1.2.3",
        Seed = 7,
        Threads = 2,
        Blas = "managed",
        Data = new RunData("digits", 100, 20),
        Model = new RunModel("6-3", 21),
        Optimiser = new JsonObject { ["name"] = "adam", ["learning_rate"] = 0.001, ["amsgrad"] = false },
        Epochs = epochs,
        TotalSeconds = 1.5,
        Steps = 6,
        PeakRssBytes = ResidentMemory.Peak(),
        Final = new RunOutcome(0.1, 0.5),
    };
}
