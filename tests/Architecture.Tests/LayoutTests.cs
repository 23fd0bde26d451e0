using System.Text.RegularExpressions;

namespace Neuromanifold.Architecture.Tests;

/// <summary>Small rooms with names that say what is in them.</summary>
public sealed class LayoutTests
{
    private const int LongestFile = 400, FullestFolder = 25;

    private static readonly string[] NamesThatSayNothing = ["Common", "Core", "Utils", "Utilities", "Helpers", "Misc", "Shared", "Base"];

    /// <summary>Folders that may hold more files than others, and why.</summary>
    private static readonly Dictionary<string, string> FullFolders = [];

    [Fact]
    public void Namespaces_follow_folders()
    {
        foreach (string source in Repository.Files("*.cs", "src", "tests", "bench"))
        {
            Match declared = Repository.Read(source).Matches(@"(?m)^namespace ([\w.]+)(;?)").FirstOrDefault(Match.Empty);
            if (!declared.Success && (Path.GetFileName(source) is "Program.cs" || DeclaresAttributesOnly(source))) continue;
            string folder = Repository.Folder(source);
            string expected = "Neuromanifold." + folder[(folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.');
            Assert.True(declared.Groups[1].Value == expected, $"{source} declares '{declared.Groups[1].Value}'; its folder says '{expected}'.");
            Assert.True(declared.Groups[2].Value == ";", $"{source} indents its namespace; write it for the whole file.");
        }
    }

    private static bool DeclaresAttributesOnly(string source) =>
        Repository.Lines(source).All(line => line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("[assembly:", StringComparison.Ordinal));

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        foreach (string source in Repository.Sources())
            Assert.DoesNotContain(source.Split('/')[..^1], name => NamesThatSayNothing.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void No_source_is_too_long_to_read()
    {
        foreach (string source in Repository.Files("*.cs", "src"))
        {
            int lines = Repository.Lines(source).Length;
            Assert.True(lines <= LongestFile, $"{source} has {lines} lines; split it by idea, at most {LongestFile}.");
        }
    }

    [Fact]
    public void A_folder_is_full_only_for_a_reason()
    {
        foreach (IGrouping<string, string> folder in Repository.Sources().GroupBy(Repository.Folder, StringComparer.Ordinal))
        {
            bool isFull = folder.Count() > FullestFolder;
            Assert.True(
                isFull == FullFolders.ContainsKey(folder.Key),
                $"{folder.Key} holds {folder.Count()} files: {(isFull ? $"split it, at most {FullestFolder}, or say in {nameof(FullFolders)} why not" : "it needs no exception any more")}.");
        }
    }
}
