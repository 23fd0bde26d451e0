using System.CommandLine;
using System.CommandLine.Parsing;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.CommandLine;

/// <summary>What the parser could not make sense of, in the form of every other error.</summary>
internal static class UsageErrors
{
    /// <summary>Throws for the first thing that was not understood.</summary>
    public static void ThrowIfAny(ParseResult parse)
    {
        if (parse.Errors.Count == 0 || parse.Action is System.CommandLine.Help.HelpAction or Help.WithExample) return;
        CommandResult command = parse.CommandResult;
        string help = command.Parent is null ? "See neuromanifold --help." : $"See neuromanifold {Path(command)} --help.";
        if (parse.UnmatchedTokens.Count > 0)
        {
            string token = parse.UnmatchedTokens[0];
            string[] known = token.StartsWith('-')
                ? [.. command.Command.Options.Where(option => !option.Hidden).Select(option => option.Name)]
                : [.. command.Command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name)];
            string what = token.StartsWith('-') ? "an option" : known.Length > 0 ? "a command" : "nothing more";
            string? nearest = NamedChoice.Question(token, known);
            throw new InvalidInputException(Path(command), $"'{token}'", known.Length > 0 ? $"{what} out of {string.Join(", ", known)}" : what, nearest ?? help);
        }

        throw new InvalidInputException(Path(command), parse.Errors[0].Message.TrimEnd('.'), "what its help says", help);
    }

    private static string Path(CommandResult command) => command.Parent is CommandResult { Parent: CommandResult } parent ? $"{Path(parent)} {command.Command.Name}" : command.Parent is null ? "the command" : command.Command.Name;
}
