using System.CommandLine;
using Neuromanifold.Claims;
using Neuromanifold.Data.Datasets;

// OpenBLAS reads this variable from the native environment when it is loaded, so this process must be born without it.
if (Relaunch.Without("OPENBLAS_CORETYPE", args) is { } exitCode) return exitCode;

string repository = Repository.Find();
Argument<string[]> names = new("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = "the claims to measure, or all; none to list them" };
Option<int> threads = new("--threads") { Description = "the most threads either side may use", DefaultValueFactory = _ => Environment.ProcessorCount };
Option<int> rounds = new("--rounds") { Description = "how often two sides take turns", DefaultValueFactory = _ => 7 };
Option<string?> data = new("--data") { Description = "the folder that holds mnist/ [default: NEUROMANIFOLD_DATA]", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("NEUROMANIFOLD_DATA") };
Option<string?> python = new("--python") { Description = "a Python that has torch [default: the first one found]" };
Option<string> tool = new("--tool") { Description = "the published tool; published if missing", DefaultValueFactory = _ => Path.Combine(repository, "artifacts", "tool", "neuromanifold") };
RootCommand root = new("Measures whether the documentation's sentences on speed and accuracy hold on this machine. Exit codes: 0 all held, 1 one did not, 2 one could not be measured.")
{
    names, threads, rounds, data, python, tool,
};
root.SetAction(parse => Report.Write(parse.GetValue(names)!, new ClaimOptions
{
    Threads = Math.Max(1, parse.GetValue(threads)),
    Rounds = Math.Max(1, parse.GetValue(rounds)),
    DataDirectory = parse.GetValue(data),
    Python = parse.GetValue(python),
    Tool = parse.GetValue(tool)!,
    Repository = repository,
}));
ParseResult line = root.Parse(args);
int outcome = line.Invoke();
return line.Errors.Count > 0 ? 2 : outcome;
