using System.CommandLine;
using Neuromanifold.CommandLine.Output;

namespace Neuromanifold.CommandLine.Options;

/// <summary>Options that many commands share.</summary>
internal static class CommonOptions
{
    /// <summary>JSON instead of tables.</summary>
    public static Option<bool> Json() => new("--json") { Description = "print one JSON object instead of tables" };

    /// <summary>No progress and notes.</summary>
    public static Option<bool> Quiet()
    {
        Option<bool> option = new("--quiet") { Description = "no progress and no notes" };
        return option;
    }

    /// <summary>The seed.</summary>
    public static Option<string?> Seed() => new("--seed") { Description = "the root of all randomness [default: 0]", HelpName = "N" };

    /// <summary>Threads.</summary>
    public static Option<string?> Threads() => new("--threads") { Description = $"threads [default: {Environment.ProcessorCount}]", HelpName = "N" };

    /// <summary>Names that a shell may complete an option's value by.</summary>
    public static Option<string?> Offering(this Option<string?> option, IEnumerable<string> names)
    {
        option.CompletionSources.Add([.. names]);
        return option;
    }

    /// <summary>Adds options to a command.</summary>
    public static Command With(this Command command, params ReadOnlySpan<Option> options)
    {
        foreach (Option option in options) command.Options.Add(option);
        return command;
    }

    /// <summary>Runs a command's work with quiet taken from its option.</summary>
    public static void Does(this Command command, Option<bool> quiet, Func<ParseResult, int> work) => command.SetAction(parse =>
    {
        Terminal.IsQuiet = parse.GetValue(quiet);
        return work(parse);
    });
}
