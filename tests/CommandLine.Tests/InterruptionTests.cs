using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Neuromanifold.CommandLine.Tests;

public sealed class InterruptionTests : IDisposable
{
    private const string Data = "--data csv:points.csv --target class";
    private const string Endless = $"{Data} --layers 2-8-2 --epochs 1000000 --batch 2";

    private readonly Tool _tool = new();

    public InterruptionTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no command to send a signal.");
        SmallData.WriteCsv(_tool.PathOf("points.csv"));
    }

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_ends_a_run_with_a_checkpoint_and_says_how_to_go_on(string signal)
    {
        string line = $"train {Endless} --optimizer adam --quiet --json --out run";
        Tool.Outcome first = Interrupt(line, signal, () => _tool.AwaitCheckpoint("run"));
        Assert.Contains("train --resume run", first.Message(line), StringComparison.Ordinal);
        Assert.Empty(first.Output);
        Assert.Equal(0, _tool.Run("evaluate run").Code);

        // A run that goes on stands where it stood, even if it is stopped before it takes a step.
        long steps = Steps();
        Tool.Outcome second = Interrupt("train --resume run", signal, () => Thread.Sleep(2000));
        Assert.DoesNotContain("after 0 steps", second.Error, StringComparison.Ordinal);
        Assert.True(Steps() >= steps);
    }

    [Fact]
    public void A_second_run_in_a_directory_is_refused_while_the_first_goes_on()
    {
        string line = $"train {Endless} --optimizer sgd --out run";
        using Process first = _tool.Start(line);
        _tool.AwaitCheckpoint("run");
        foreach (string second in new[] { line, "train --resume run", $"compare {Data} --layers 2-4-2 --optimizers sgd --out run" })
        {
            Tool.Outcome refused = _tool.Run(second);
            Assert.Equal(2, refused.Code);
            Assert.StartsWith("run: found a directory that ", refused.Message(second), StringComparison.Ordinal);
        }

        first.Kill();
        Tool.End(first, line);
        Assert.Equal(0, _tool.Run("evaluate run").Code);
    }

    [Fact]
    public void A_stopped_comparison_keeps_the_runs_that_had_ended()
    {
        string line = $"compare {Data} --layers 2-8-2 --optimizers sgd --repeat 100000 --epochs 2 --json --out compared";
        Tool.Outcome stopped = Interrupt(line, "INT", () => Thread.Sleep(5000));
        Assert.Matches(@"Stopped after \d+ of 100000 runs; they are kept in compared\.", stopped.Message(line));
        Assert.Empty(stopped.Output);
        JsonArray runs = JsonNode.Parse(File.ReadAllText(_tool.PathOf("compared/summary.json")))!["runs"]!.AsArray();
        Assert.True(runs.Count is > 0 and < 100000);
        Assert.True(File.Exists(_tool.PathOf("compared/report.html")));

        string endless = $"compare {Endless} --optimizers sgd --out nothing";
        Assert.Contains("0 of 1 runs; nothing is kept", Interrupt(endless, "INT", () => Thread.Sleep(2500)).Message(endless), StringComparison.Ordinal);
        Assert.Equal(0, _tool.Run($"compare {Data} --layers 2-4-2 --optimizers sgd --epochs 1 --out nothing").Code);
    }

    [Fact]
    public void What_has_nothing_to_keep_ends_at_once()
    {
        using Process doctor = _tool.Start("doctor");
        Thread.Sleep(1500);
        Tool.Signal(doctor, "INT");
        Assert.Equal(130, Tool.End(doctor, "doctor").Code);
    }

    private Tool.Outcome Interrupt(string line, string signal, Action wait)
    {
        using Process process = _tool.Start(line);
        wait();
        Tool.Signal(process, signal);
        Tool.Outcome outcome = Tool.End(process, line);
        Assert.True(outcome.Code == 130, $"'{line}' ended with {outcome.Code}: {outcome.Error}");
        return outcome;
    }

    private long Steps() => JsonNode.Parse(File.ReadAllText(_tool.PathOf("run/checkpoint/state.json")))!["steps"]!.GetValue<long>();
}
