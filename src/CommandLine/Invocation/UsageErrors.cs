using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Neuromanifold.CommandLine.Output;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Optimisation.Catalogue;

namespace Neuromanifold.CommandLine.Invocation;

/// <summary>What the parser could not make sense of, in the form of every other error.</summary>
internal static class UsageErrors
{
    /// <summary>Throws for the first thing that was not understood.</summary>
    public static void ThrowIfAny(ParseResult parse)
    {
        if (parse.Action is System.CommandLine.Help.HelpAction or Help.WithExample || IsCompletion(parse)) return;
        if (parse.UnmatchedTokens is [string unknown, ..]) throw Unknown(parse.CommandResult, unknown);
        foreach (SymbolResult part in parse.CommandResult.Children) ThrowIfUnusable(part);
        if (parse.Errors is [ParseError error, ..]) throw Other(parse.CommandResult, error);
    }

    // A line that is being completed is not yet whole.
    private static bool IsCompletion(ParseResult parse) =>
        parse.RootCommandResult.Command is RootCommand root && root.Directives.OfType<SuggestDirective>().Any(directive => parse.GetResult(directive) is not null);

    private static InvalidInputException Unknown(CommandResult command, string token)
    {
        bool isOption = token.StartsWith('-');
        string[] known = isOption
            ? [.. command.Command.Options.Where(option => !option.Hidden).Select(option => option.Name)]
            : [.. command.Command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name)];
        string what = isOption ? "an option" : known.Length > 0 ? "a command" : "nothing more";
        string expected = known.Length > 0 ? $"{what} out of {string.Join(", ", known)}" : what;
        return new InvalidInputException(Path(command), $"'{token}'", expected, SettingOf(command, token) ?? NamedChoice.Question(token, known) ?? SeeHelp(command));
    }

    // An option of another optimizer is known, though not here.
    private static string? SettingOf(CommandResult command, string token)
    {
        string name = token.TrimStart('-').Split('=')[0];
        string[] owners = [.. OptimiserKinds.All.Where(kind => kind.Settings.Any(setting => setting.Name == name)).Select(kind => kind.Name)];
        if (owners.Length == 0) return null;
        string question = $"It is a setting of {string.Join(", ", owners)}";
        return command.Command.Options.Any(option => option.Name == "--optimizers") ? $"{question}: write it behind the name, as in {owners[0]}:{name}=VALUE."
            : command.Command.Options.Any(option => option.Name == "--optimizer") ? $"{question}: choose one by --optimizer."
            : null;
    }

    private static void ThrowIfUnusable(SymbolResult part)
    {
        string subject = part is OptionResult { Option.Name: var name } ? name : part is ArgumentResult { Argument.Name: var place } ? place : "";
        if (part is OptionResult { Implicit: false, Option: Option<string?> } option)
        {
            string expected = option.Option.HelpName ?? "a value";
            if (option.IdentifierTokenCount > 1) throw new InvalidInputException(subject, "it more than once", $"it once, with one {expected}");
            if (option.Tokens.Count == 0) throw new InvalidInputException(subject, "nothing behind it", expected);
        }

        if (subject.Length > 0 && part.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value))) throw new InvalidInputException(subject, "an empty text", "a name or a value");
    }

    private static InvalidInputException Other(CommandResult command, ParseError error)
    {
        if (command.Command.Subcommands.Count > 0)
            return new InvalidInputException(Path(command), "no command", $"one of {string.Join(", ", command.Command.Subcommands.Select(sub => sub.Name))}", SeeHelp(command));
        Argument? missing = command.Command.Arguments.FirstOrDefault(argument => command.GetResult(argument) is not { Tokens.Count: > 0 });
        return missing is null
            ? new InvalidInputException(Path(command), error.Message.TrimEnd('.'), "what its help says", SeeHelp(command))
            : new InvalidInputException(Path(command), $"no {missing.Name}", missing.Description ?? "one", SeeHelp(command));
    }

    private static string SeeHelp(CommandResult command) => $"See {ToolName.AsInvoked}{(command.Parent is null ? "" : $" {Path(command)}")} --help.";

    private static string Path(CommandResult command) => command.Parent is CommandResult { Parent: CommandResult } parent ? $"{Path(parent)} {command.Command.Name}" : command.Parent is null ? "the command" : command.Command.Name;
}
