using System.Text.RegularExpressions;

namespace Neuromanifold.Architecture.Tests;

/// <summary>Searching texts; options stand in the patterns themselves.</summary>
internal static class Patterns
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static bool Has(this string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.None, Limit);

    public static IEnumerable<Match> Matches(this string text, string pattern) => Regex.Matches(text, pattern, RegexOptions.None, Limit);

    public static string Without(this string text, string pattern) => Regex.Replace(text, pattern, "", RegexOptions.None, Limit);

    /// <summary>The first group of the first match, or nothing.</summary>
    public static string First(this string text, string pattern) => Regex.Match(text, pattern, RegexOptions.None, Limit).Groups[1].Value;
}
