using System.CommandLine;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Experiments.Comparisons;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Datasets;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>quickstart</c>: the first minute with the tool.</summary>
internal static class QuickstartCommand
{
    private const string Folder = "runs/quickstart";

    private static readonly string[] Next =
    [
        $"{ToolName.AsInvoked} train --data digits --layers 784-80-80-80-10 --optimizer kfac --batch 500 --schedule cosine",
        $"{ToolName.AsInvoked} compare --data digits --layers 784-80-80-80-10 --optimizers sgd,momentum,adam,kfac --target-accuracy 0.97 --repeat 3",
        $"{ToolName.AsInvoked} data get mnist",
    ];

    public static Command Create(Interruption interruption)
    {
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("quickstart", $"Train a small network on generated digits with SGD, Adam and K-FAC and write {Folder}/report.html; under a minute.")
            .With(json, quiet)
            .WithExampleOf("quickstart");
        command.Does(quiet, parse =>
        {
            Run(parse.GetValue(json), interruption.Hear());
            return ExitCode.Done;
        });
        return command;
    }

    private static void Run(bool asJson, CancellationToken cancellation)
    {
        RunConfiguration common = new(new DataConfiguration("digits"), new NetworkConfiguration("784-80-80-80-10"), new OptimiserConfiguration("sgd")) { Batch = 250, Epochs = 5 };
        ComparisonConfiguration configuration = new(
            "quickstart",
            [.. new[] { "sgd", "adam", "kfac" }.Select(name => common with { Optimiser = new OptimiserConfiguration(name) })],
            Seeds: 1);
        Terminal.Note("Drawing 60,000 + 10,000 digits.");
        Dataset dataset = common.Data.Load(OutcomeKind.Labels);
        using RunDirectory directory = RunDirectory.Replace(Folder, configuration.Command);
        ComparisonResult result = TrainingDisplay.Watch(begin =>
            new Comparison(configuration, dataset).Run(directory, run => begin($"{run.Optimiser.Label}, seed {run.Seed}", run), Next, cancellation));
        if (asJson)
        {
            Terminal.Result(result.ToJson());
            return;
        }

        ComparisonTable.Print(result);
        Terminal.Result($"The curves are in {directory.ReportPath}. Try next:");
        foreach (string line in Next) Terminal.Result($"  {line}");
    }
}
