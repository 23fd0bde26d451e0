using System.CommandLine;
using Neuromanifold.CommandLine.Invocation;
using Neuromanifold.CommandLine.Options;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Studies;
using Neuromanifold.Studies.Framework;

namespace Neuromanifold.CommandLine.Commands;

/// <summary><c>study</c>: a published figure or table, measured again.</summary>
internal static class StudyCommand
{
    private const string List = "list";

    public static Command Create(Interruption interruption)
    {
        Argument<string> name = new("NAME") { Description = $"{List}, or one of {string.Join(", ", StudyCatalogue.All.Select(study => study.Name))}" };
        name.CompletionSources.Add([List, .. StudyCatalogue.All.Select(study => study.Name)]);
        DataOptions data = new();
        Option<bool> quick = new("--quick") { Description = "in under a minute: fewer epochs, repeats and inputs" };
        Option<bool> resume = new("--resume") { Description = "go on with the study in --out" };
        Option<string?> output = new("--out") { Description = "the directory [default: runs/<time>-study-<name>]", HelpName = "DIR" };
        Option<string?> seed = CommonOptions.Seed(), threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json(), quiet = CommonOptions.Quiet();
        Command command = new Command("study", "Repeat a published experiment: what was claimed, what is measured here, and whether it held.") { name }
            .With(data.WithoutValidation).With(quick, output, resume, seed, threads, json, quiet)
            .WithExampleOf("study list\nstudy tradeoffs --data digits --quick");
        command.Does(quiet, parse =>
        {
            string wanted = parse.GetRequiredValue(name);
            if (wanted == List)
            {
                StudyTable.PrintAll(parse.GetValue(json));
                return ExitCode.Done;
            }

            Study study = StudyCatalogue.Named(wanted);
            if (!study.TakesData && data.IsGiven(parse)) throw new InvalidInputException("--data", $"data for the study '{study.Name}'", "none, for it runs on none", "Leave it out.");
            string? path = parse.GetValue(output);
            bool goesOn = parse.GetValue(resume);
            if (goesOn && path is null) throw new InvalidInputException("--resume", "no --out", "--out DIR, the directory of the study to go on with");
            StudyConfiguration begun = goesOn ? StudyRun.ReadConfiguration(path!) : new StudyConfiguration(study.Name, data.IsGiven(parse) ? data.Read(parse) : study.DefaultData(Terminal.Note));
            StudyConfiguration configuration = begun with
            {
                Study = study.Name,
                Data = study.TakesData ? data.Read(parse, begun.Data) : begun.Data,
                Quick = parse.GetValue(quick) || begun.Quick,
                Seed = parse.Seed(seed) ?? begun.Seed,
                Threads = parse.Count(threads) ?? begun.Threads,
            };
            Run(study, configuration, path, goesOn, parse.GetValue(json), interruption.Listen());
            return ExitCode.Done;
        });
        return command;
    }

    private static void Run(Study study, StudyConfiguration configuration, string? path, bool goesOn, bool asJson, CancellationToken cancellation)
    {
        StudyRun run = new(study, Terminal.Note);
        StudyOutcome outcome = TrainingDisplay.Watch(show =>
            goesOn ? run.Resume(configuration, path!, show, cancellation) : run.Start(configuration, path, show, cancellation));
        if (asJson) Terminal.Result(outcome.Json.ToJsonString());
        else StudyTable.Print(study, outcome);
    }
}
