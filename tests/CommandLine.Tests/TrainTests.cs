using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Neuromanifold.CommandLine.Tests;

public sealed class TrainTests : IDisposable
{
    private const string Network = "--layers 2-8-8-2 --activation tanh --dropout 0.2 --norm after";

    private static readonly string[] Times = ["seconds", "total_seconds", "samples_per_second", "peak_rss_bytes"];

    private readonly Tool _tool = new();

    public TrainTests() => SmallData.WriteCsv(_tool.PathOf("points.csv"));

    private string Data { get; } = "--data csv:points.csv --target class";

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_run_leaves_what_is_documented()
    {
        JsonObject printed = _tool.RunJson($"train {Data} {Network} --optimizer adam --epochs 3 --batch 20 --threads 2 --out run");
        JsonObject summary = JsonNode.Parse(File.ReadAllText(_tool.PathOf("run/summary.json")))!.AsObject();
        Assert.Equal(summary.ToJsonString(), printed.ToJsonString());
        Assert.Equal(
            ["command", "version", "seed", "threads", "blas", "data", "model", "optimizer", "epochs", "total_seconds", "steps", "samples_per_second", "peak_rss_bytes", "final"],
            summary.Select(member => member.Key),
            StringComparer.Ordinal);
        Assert.Equal(216, summary["data"]!["train"]!.GetValue<int>());
        Assert.Equal(24, summary["data"]!["test"]!.GetValue<int>());
        Assert.Equal(33, summary["steps"]!.GetValue<int>());
        Assert.Equal("adam", summary["optimizer"]!["name"]!.GetValue<string>());
        string[] lines = File.ReadAllLines(_tool.PathOf("run/metrics.jsonl"));
        Assert.Equal(summary["epochs"]!.AsArray().Select(epoch => epoch!.ToJsonString()), lines.Select(line => JsonNode.Parse(line)!.ToJsonString()), StringComparer.Ordinal);
        Assert.True(File.Exists(_tool.PathOf("run/report.html")));
        Assert.True(File.Exists(_tool.PathOf("run/checkpoint/state.json")));

        JsonObject evaluated = _tool.RunJson($"evaluate run {Data}");
        Assert.Equal(summary["final"]!["test_loss"]!.GetValue<double>(), evaluated["test_loss"]!.GetValue<double>(), 1e-6);
        Assert.Equal(summary["final"]!["test_accuracy"]!.GetValue<double>(), evaluated["test_accuracy"]!.GetValue<double>());
    }

    [Fact]
    public void Weights_in_a_file_are_evaluated_with_a_description_of_their_network()
    {
        _tool.RunJson($"train {Data} --layers 2-4-2 --optimizer momentum --epochs 2 --out run");
        File.Copy(Directory.GetFiles(_tool.PathOf("run/checkpoint"), "model-*.safetensors").Single(), _tool.PathOf("weights.safetensors"));
        JsonObject run = _tool.RunJson($"evaluate run {Data}"), weights = _tool.RunJson($"evaluate weights.safetensors --layers 2-4-2 {Data}");
        Assert.Equal(run.ToJsonString(), weights.ToJsonString());
        Assert.Equal(2, _tool.Run($"evaluate weights.safetensors --layers 2-5-2 {Data}").Code);
        Assert.Equal(2, _tool.Run($"evaluate weights.safetensors {Data}").Code);
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("poisson")]
    [InlineData("bernoulli")]
    public void Other_likelihoods_train_on_numbers(string likelihood)
    {
        SmallData.WriteNumpy(_tool.PathOf("x.npy"), _tool.PathOf("y.npy"), 60, 3, i => i % 2);
        JsonObject summary = _tool.RunJson($"train --data npy:x.npy,y.npy --layers 3-5-1 --likelihood {likelihood} --optimizer kfac --epochs 2 --batch 10 --out run");
        JsonNode final = summary["final"]!;
        Assert.True(double.IsFinite(final["test_loss"]!.GetValue<double>()));
        bool hasLabels = likelihood == "bernoulli";
        Assert.Equal(hasLabels, final["test_accuracy"] is not null);
        Assert.Equal(!hasLabels, final["reason"] is not null);
    }

    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    public void A_run_is_evaluated_as_it_was_trained(string precision)
    {
        JsonNode final = _tool.RunJson($"train {Data} {Network} --optimizer momentum --epochs 2 --normalize 0.5,2 --threads 2 --precision {precision} --out run")["final"]!;
        foreach (string line in new[] { "evaluate run", $"evaluate run {Data}", $"evaluate run {Data} --normalize 0.5,2" })
        {
            JsonObject evaluated = _tool.RunJson(line);
            Assert.Equal(final["test_loss"]!.ToJsonString(), evaluated["test_loss"]!.ToJsonString());
            Assert.Equal(final["test_accuracy"]!.ToJsonString(), evaluated["test_accuracy"]!.ToJsonString());
        }

        Assert.NotEqual(final["test_loss"]!.ToJsonString(), _tool.RunJson("evaluate run --normalize 0,1")["test_loss"]!.ToJsonString(), StringComparer.Ordinal);
        Assert.Contains("Leave --activation out.", _tool.Run("evaluate run --activation tanh").Message("evaluate"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_that_is_resumed_has_the_same_summary()
    {
        Assert.Equal(0, _tool.Run($"train {Data} {Network} --optimizer kfac --epochs 2 --threads 2 --out run").Code);
        string[] before = WithoutTimes("run");
        byte[] model = Model("run");
        Assert.Equal(0, _tool.Run("train --resume run").Code);
        Assert.Equal(before, WithoutTimes("run"), StringComparer.Ordinal);
        Assert.Equal(model, Model("run"));
    }

    [Fact]
    public void What_is_held_out_is_counted_and_measured()
    {
        JsonObject summary = _tool.RunJson($"train {Data} --layers 2-8-2 --optimizer adam --epochs 2 --validation 0.25 --out run");
        Assert.Equal(162, summary["data"]!["train"]!.GetValue<int>());
        Assert.Equal(54, summary["data"]!["validation"]!.GetValue<int>());
        Assert.All(summary["epochs"]!.AsArray(), epoch => Assert.InRange(epoch!["validation_accuracy"]!.GetValue<double>(), 0, 1));
    }

    [Theory]
    [InlineData("adam --threads 1")]
    [InlineData("kfac --threads 2")]
    public void A_run_that_is_killed_or_interrupted_ends_with_the_bits_of_one_that_was_not(string optimiser)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no command to send an interrupt.");
        string line = $"train {Data} {Network} --optimizer {optimiser} --epochs 30 --batch 12 --checkpoint-every 25 --out";
        Assert.Equal(0, _tool.Run($"{line} whole").Code);

        using (Process interrupted = _tool.Start($"{line} halted"))
        {
            _tool.AwaitCheckpoint("halted");
            Tool.Signal(interrupted, "INT");
            interrupted.WaitForExit();
            // On a fast machine it may have ended just before.
            if (interrupted.ExitCode != 0)
            {
                Assert.Equal(130, interrupted.ExitCode);
                Assert.Contains("--resume halted", interrupted.StandardError.ReadToEnd(), StringComparison.Ordinal);
            }
        }

        using (Process killed = _tool.Start("train --resume halted"))
        {
            Thread.Sleep(300);
            killed.Kill();
            killed.WaitForExit();
        }

        Tool.Outcome resumed = _tool.Run("train --resume halted");
        Assert.True(resumed.Code == 0, resumed.Error);
        Assert.Equal(Model("whole"), Model("halted"));
        Assert.Equal(WithoutTimes("whole"), WithoutTimes("halted"));
        Assert.Equal(30, File.ReadAllLines(_tool.PathOf("halted/metrics.jsonl")).Length);
    }

    [Fact]
    public void A_run_does_not_write_into_a_directory_that_is_not_its_own()
    {
        string line = $"train {Data} --layers 2-4-2 --optimizer sgd --epochs 1 --out run";
        Assert.Equal(0, _tool.Run(line).Code);
        string before = File.ReadAllText(_tool.PathOf("run/summary.json"));
        Tool.Outcome again = _tool.Run(line);
        Assert.Equal(2, again.Code);
        Assert.Contains("not empty", again.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_tool.PathOf("run/summary.json")));
        Assert.Equal(2, _tool.Run("train --resume run --epochs 9").Code);
        Assert.Equal(2, _tool.Run("train --resume nothing").Code);
    }

    [Fact]
    public void Changed_data_end_a_resumption_before_it_begins()
    {
        Assert.Equal(0, _tool.Run($"train {Data} --layers 2-4-2 --optimizer sgd --epochs 1 --out run").Code);
        SmallData.WriteCsv(_tool.PathOf("points.csv"), "0.5,0.5,1\n");
        Tool.Outcome resumed = _tool.Run("train --resume run");
        Assert.Equal(2, resumed.Code);
        Assert.Contains("other data", resumed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Divergence_names_step_layer_and_activation_and_keeps_the_last_good_checkpoint()
    {
        Tool.Outcome diverged = _tool.Run($"train {Data} --layers 2-8-8-2 --optimizer sgd --lr 1e30 --epochs 2 --out run");
        Assert.Equal(1, diverged.Code);
        Assert.Matches(@"diverged at step \d+.*largest activation.*layer '\w+'.* The checkpoint of step \d+ is kept in run\.$", diverged.Message("train"));
        Assert.Equal(0, _tool.Run($"evaluate run {Data}").Code);
    }

    [Fact]
    public void A_target_accuracy_stops_a_run_and_is_said_to_be_measured_on_the_held_out_part()
    {
        Tool.Outcome run = _tool.Run($"train {Data} --layers 2-8-2 --optimizer adam --lr 0.02 --epochs 200 --target-accuracy 0.7 --validation 0.2 --out run");
        Assert.Equal(0, run.Code);
        Assert.Contains("held-out part", run.Error, StringComparison.Ordinal);
        JsonArray epochs = JsonNode.Parse(File.ReadAllText(_tool.PathOf("run/summary.json")))!["epochs"]!.AsArray();
        Assert.True(epochs.Count < 200);
        Assert.True(epochs[^1]!["validation_accuracy"]!.GetValue<double>() >= 0.7);
    }

    [Fact]
    public void A_comparison_starts_all_from_one_point_and_counts_steps_to_the_target()
    {
        JsonObject result = _tool.RunJson($"compare {Data} --layers 2-8-2 --optimizers sgd,sgd:lr=0.1:weight-decay=0,adam:lr=0.02 --epochs 30 --batch 20 --target-accuracy 0.6 --repeat 2 --out compared");
        JsonArray runs = result["runs"]!.AsArray();
        Assert.Equal(6, runs.Count);
        Assert.Equal(["0", "0", "0", "1", "1", "1"], runs.Select(run => run!["seed"]!.ToJsonString()), StringComparer.Ordinal);
        Assert.Equal(runs[0]!["final"]!.ToJsonString(), runs[1]!["final"]!.ToJsonString());
        Assert.All(runs, run => Assert.Equal(0, run!["steps_to_target"]!.GetValue<long>() % 11));
        Assert.True(result["step_cost"]!["sgd"]!.GetValue<double>() > 0);
        Assert.True(File.Exists(_tool.PathOf("compared/report.html")));
        Assert.Equal(2, _tool.Run($"compare {Data} --layers 2-8-2 --optimizers sgd,sgd --out twice").Code);
    }

    [Fact]
    public void Results_go_to_output_and_notes_to_error_without_escapes()
    {
        Tool.Outcome run = _tool.Run($"train {Data} --layers 2-4-2 --optimizer nesterov --epochs 2");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("epoch\t", run.Output, StringComparison.Ordinal);
        Assert.Contains("epoch 2/2", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output + run.Error);
        Assert.Matches(@"runs/\d{8}-\d{6}-nesterov", run.Error.Replace('\\', '/'));
        Assert.Empty(_tool.Run($"train {Data} --layers 2-4-2 --optimizer adagrad --epochs 1 --quiet --out quiet").Error);
    }

    private byte[] Model(string run) => File.ReadAllBytes(Directory.GetFiles(_tool.PathOf($"{run}/checkpoint"), "model-*.safetensors").Single());

    private string[] WithoutTimes(string run) =>
        [.. File.ReadAllLines(_tool.PathOf($"{run}/summary.json")).Where(line => !Times.Any(name => line.Contains($"\"{name}\"", StringComparison.Ordinal)))];
}
