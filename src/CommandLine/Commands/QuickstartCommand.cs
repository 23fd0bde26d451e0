using System.CommandLine;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Comparisons;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Information;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>quickstart</c>: the first minute with the tool.</summary>
internal static class QuickstartCommand
{
    private const string Folder = "runs/quickstart";

    private static readonly string[] Next =
    [
        $"{ToolName.AsInvoked} train --data digits --layers 784-80-80-80-10 --optimizer kfac --batch 500 --schedule cosine",
        $"{ToolName.AsInvoked} compare --data digits --layers 784-80-80-80-10 --optimizers sgd,momentum,adam,kfac --target-accuracy 0.97 --repeat 3",
        $"{ToolName.AsInvoked} study tradeoffs --data digits --quick",
    ];

    private const int MeasuredInputs = 1000;

    public static Command Create(Interruption interruption)
    {
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("quickstart", $"Train a small network on generated digits with SGD, Adam and K-FAC, measure its Fisher information and write {Folder}/report.html; under a minute.")
            .With(json, quiet)
            .WithExampleOf("quickstart");
        command.Does(quiet, parse =>
        {
            Run(parse.GetValue(json), interruption.Listen());
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
        Comparison comparison = new(configuration, dataset);
        ComparisonResult result = TrainingDisplay.Watch(begin => comparison.Run(directory, run => begin($"{run.Optimiser.Label}, seed {run.Seed}", run), Next, cancellation));
        FisherMeasurement? fisher = Measure(comparison.LastModel, dataset, common, cancellation);
        if (fisher is not null)
        {
            string title = "Fisher information of the network trained by K-FAC, with its error bars";
            ReportContent report = result.ToReport(common, dataset, Next) with { Tables = [fisher.PageTable(title, fisher.SecondDerivativesNote)] };
            report.WritePage(directory.ReportPath);
        }

        if (asJson)
        {
            JsonNode json = JsonNode.Parse(result.ToJson())!;
            json["fisher"] = fisher is null ? null : fisher.ToJson();
            Terminal.Result(json.ToJsonString());
            return;
        }

        ResultTable.Print(result);
        if (fisher is not null)
        {
            Terminal.Result("");
            ResultTable.Print(fisher.Table, file: null);
            if (fisher.SecondDerivativesNote is { } caveat) Terminal.Note(caveat);
        }

        Terminal.Result($"The curves are in {directory.ReportPath}. Try next:");
        foreach (string line in Next) Terminal.Result($"  {line}");
    }

    private static FisherMeasurement? Measure(Model<float>? model, Dataset dataset, RunConfiguration run, CancellationToken cancellation)
    {
        if (model is null) return null;
        FisherConfiguration configuration = new(new ProbeConfiguration("the network") { Data = run.Data, Limit = MeasuredInputs });
        return FisherMeasurement.Run(model, new Subset(dataset.Test, 0, MeasuredInputs), run.Network.Likelihood, configuration, cancellation);
    }
}
