using System.CommandLine;
using System.Text.Json.Nodes;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Datasets;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>compare</c>: several optimisers from the same start on the same batches.</summary>
internal static class CompareCommand
{
    public static Command Create(CancellationToken cancellation)
    {
        DataOptions data = new();
        NetworkOptions network = new();
        RunOptions run = new();
        Option<string?> optimisers = new("--optimizers") { Description = "names, each with settings if need be: sgd,adam,kfac:damping=0.01:lr=0.1", HelpName = "LIST" };
        Option<string?> repeat = new("--repeat") { Description = "seeds, from --seed on [default: 1]", HelpName = "K" };
        Option<string?> output = new("--out") { Description = "the run directory [default: runs/<time>-compare]", HelpName = "DIR" };
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("compare", "Train with several optimizers from the same start on the same batches, and compare them.")
            .With(data.All).With(network.All).With(optimisers, repeat).With(run.All).With(output, json, quiet)
            .WithExampleOf("neuromanifold compare --data digits --layers 784-80-80-80-10 --optimizers sgd,adam,kfac --target-accuracy 0.95 --epochs 3 --batch 250");
        command.Does(quiet, parse =>
        {
            string names = parse.GetValue(optimisers) ?? throw new InvalidInputException("--optimizers", "nothing", "one name or more, as in sgd,adam,kfac");
            int seeds = parse.Count(repeat) ?? 1;
            if (seeds < 1) throw new InvalidInputException("--repeat", $"{seeds}", "a whole number from 1 on");
            RunConfiguration[] configurations =
                [.. names.Split(',').Select(name => run.Read(parse, data.Read(parse), network.Read(parse), OptimiserConfiguration.Parse(name)))];
            foreach (RunConfiguration configuration in configurations) configuration.Validate();
            string path = parse.GetValue(output) ?? RunName.Propose("compare", TimeProvider.System);
            Compare(configurations, seeds, path, parse.GetValue(json), cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Compare(RunConfiguration[] configurations, int seeds, string path, bool asJson, CancellationToken cancellation)
    {
        Dataset dataset = configurations[0].Data.Load(configurations[0].Network.LikelihoodKind.Outcomes);
        foreach (string note in dataset.Notes) Terminal.Note(note);
        Comparison comparison = new(configurations, dataset);
        using RunDirectory directory = RunDirectory.Create(path);
        ComparisonResult result = comparison.Run(seeds, ComparisonDisplay.Create, cancellation);
        string summary = ComparisonJson.Of(result).ToJsonString();
        directory.WriteSummary(summary);
        ReportPage.Write(RunReports.OfComparison(configurations[0], dataset, result), directory.ReportPath);
        if (asJson) Terminal.Result(summary);
        else ComparisonTable.Print(result);
        Terminal.Note($"Report: {directory.ReportPath}");
    }
}
