using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;
using Spectre.Console;

namespace Neuromanifold.CommandLine.Output;

/// <summary>Where words go: results to standard output, all else to standard error. Colour and movement only where someone looks.</summary>
internal static class Terminal
{
    private static readonly Lazy<IAnsiConsole> Watched = new(() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));

    /// <summary>Whether progress and notes are wanted.</summary>
    public static bool IsQuiet { get; set; }

    /// <summary>Whether a bar is shown on standard error, above which notes must be written.</summary>
    public static bool IsBarShown { get; set; }

    /// <summary>Whether standard error is a terminal.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected;

    /// <summary>Whether tables may be drawn on standard output.</summary>
    public static bool DrawsTables => !Console.IsOutputRedirected;

    /// <summary>Standard error for Spectre.Console, which honours NO_COLOR; one for all, so that lines are written above a bar that is shown.</summary>
    public static IAnsiConsole ErrorConsole => Watched.Value;

    /// <summary>A result.</summary>
    /// <exception cref="OutputException">Standard output takes no more.</exception>
    public static void Result(string line)
    {
        try
        {
            Console.Out.WriteLine(line);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ReplacedFile.Failure("standard output", error);
        }
    }

    /// <summary>A note, unless the user wants quiet.</summary>
    public static void Note(string line)
    {
        if (IsQuiet) return;
        if (IsBarShown) ErrorConsole.Write(new LineAboveBar(line));
        else Say(line);
    }

    /// <summary>What went wrong.</summary>
    public static void Error(string message) => Say($"neuromanifold: {message}");

    // Work goes on, and ends with its own exit code, where nobody can be told of it.
    private static void Say(string line)
    {
        try
        {
            Console.Error.WriteLine(line);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
