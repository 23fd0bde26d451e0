using System.CommandLine;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Comparisons;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>compare</c>: several optimisers from the same start on the same batches.</summary>
internal static class CompareCommand
{
    public static Command Create(Interruption interruption)
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
            .WithExampleOf("compare --data digits --layers 784-80-10 --optimizers sgd,adam,kfac --target-accuracy 0.9 --epochs 2 --batch 250");
        command.Does(quiet, parse =>
        {
            string names = parse.GetValue(optimisers) ?? throw new InvalidInputException("--optimizers", "nothing", "one name or more, as in sgd,adam,kfac");
            RunConfiguration[] runs = [.. names.Split(',').Select(name => run.Read(parse, data.Read(parse), network.Read(parse), OptimiserConfiguration.Parse(name)))];
            ComparisonConfiguration configuration = new("compare", runs, parse.Count(repeat) ?? 1);
            configuration.Validate();
            Compare(configuration, parse.GetValue(output), parse.GetValue(json), interruption.Listen());
            return ExitCode.Done;
        });
        return command;
    }

    private static void Compare(ComparisonConfiguration configuration, string? path, bool asJson, CancellationToken cancellation)
    {
        if (path is not null) RunDirectory.RequireVacant(path);
        Dataset dataset = configuration.Runs[0].Data.Load(configuration.Runs[0].Network.LikelihoodKind.Outcomes);
        foreach (string note in dataset.Notes) Terminal.Note(note);
        using RunDirectory directory = RunDirectory.Create(path, "compare");
        ComparisonResult result = TrainingDisplay.Watch(begin =>
            new Comparison(configuration, dataset).Run(directory, run => begin($"{run.Optimiser.Label}, seed {run.Seed}", run), next: null, cancellation));
        if (asJson) Terminal.Result(result.ToJson());
        else ResultTable.Print(result);
        Terminal.Note($"The curves are in {directory.ReportPath}.");
    }
}
