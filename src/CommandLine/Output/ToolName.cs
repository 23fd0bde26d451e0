namespace Neuromanifold.CommandLine.Output;

/// <summary>How the user may call the tool again from where he is.</summary>
internal static class ToolName
{
    private const string Name = "neuromanifold";

    /// <summary>Its name where the shell finds this very tool by it, else its path.</summary>
    public static string AsInvoked { get; } = Find();

    private static string Find()
    {
        if (Environment.ProcessPath is not { } path || Path.GetFileNameWithoutExtension(path) != Name) return Name;
        bool isOnPath = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => Path.GetFullPath(Path.Combine(folder, Path.GetFileName(path))) == path);
        if (isOnPath) return Name;
        string relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return ShellWord.Quote(
            relative.StartsWith("..", StringComparison.Ordinal) ? path
            : Path.GetDirectoryName(relative) is { Length: > 0 } ? relative
            : Path.Combine(".", relative));
    }
}
