using System.CommandLine;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>train</c>: one network, one optimiser, one directory that holds it all.</summary>
internal static class TrainCommand
{
    public static Command Create(IReadOnlyList<string> arguments, Interruption interruption)
    {
        DataOptions data = new();
        NetworkOptions network = new();
        OptimiserOptions optimiser = new(arguments);
        RunOptions run = new();
        Option<string?> every = new("--checkpoint-every") { Description = "steps between checkpoints within an epoch [default: at its end only]", HelpName = "STEPS" };
        Option<string?> output = new("--out") { Description = "the run directory [default: runs/<time>-<optimizer>]", HelpName = "DIR" };
        Option<string?> resume = new("--resume") { Description = "continue the run of a directory, with its own configuration", HelpName = "DIR" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("train", "Train a network; its directory holds configuration, measurements, checkpoints and a report.")
            .With(data.All).With(network.ForTraining).With(optimiser.All).With(run.All).With(every, output, resume, json, quiet)
            .WithExampleOf("train --data digits --layers 784-80-10 --activation relu --optimizer adam --epochs 2");
        command.Does(quiet, parse =>
        {
            RunSummary summary = parse.GetValue(resume) is { } directory
                ? Resume(parse, directory, [resume, json, quiet], interruption.Listen())
                : Start(run.Read(parse, data.Read(parse), network.ReadForTraining(parse, Terminal.Note), optimiser.Read(parse)) with { CheckpointEvery = parse.Count(every) ?? 0 }, parse.GetValue(output), interruption.Listen());
            if (parse.GetValue(json)) Terminal.Result(summary.ToJson());
            else ResultTable.PrintRows(summary.Table);
            return ExitCode.Done;
        });
        return command;
    }

    private static RunSummary Start(RunConfiguration configuration, string? output, CancellationToken cancellation) => TrainingDisplay.Watch(begin =>
        new TrainingRun(Terminal.Note).Start(configuration, output, begin(configuration.Optimiser.Name, configuration), cancellation));

    private static RunSummary Resume(ParseResult parse, string path, Option[] allowed, CancellationToken cancellation)
    {
        Option? other = parse.CommandResult.Command.Options.FirstOrDefault(option => !allowed.Contains(option) && parse.GetResult(option) is { Implicit: false });
        if (other is not null)
            throw new InvalidInputException("--resume", $"{other.Name} beside it", "--resume DIR alone, which continues with the run's own configuration", $"Leave {other.Name} out.");
        RunConfiguration configuration = TrainingRun.ReadConfiguration(path);
        return TrainingDisplay.Watch(begin =>
            new TrainingRun(Terminal.Note).Resume(path, begin(configuration.Optimiser.Name, configuration), cancellation));
    }
}
