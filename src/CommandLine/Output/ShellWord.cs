namespace Neuromanifold.CommandLine.Output;

/// <summary>A word of a command that is printed to be copied.</summary>
internal static class ShellWord
{
    /// <summary>The word, in quotation marks where a shell would take it apart or read more into it.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "/\\.-_+:=,@".Contains(letter, StringComparison.Ordinal)) ? word
        : OperatingSystem.IsWindows() ? $"\"{word}\""
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
