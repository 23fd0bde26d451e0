using System.Text.RegularExpressions;

namespace Neuromanifold.Architecture.Tests;

/// <summary>Small rooms with names that say what is in them.</summary>
public sealed class LayoutTests
{
    private const int LongestFile = 400, FullestFolder = 25;

    private static readonly string[] NamesThatSayNothing = ["Common", "Core", "Utils", "Utilities", "Helpers", "Misc", "Shared", "Base"];

    /// <summary>Folders that may hold more files than others, and why.</summary>
    private static readonly Dictionary<string, string> FullFolders = new(StringComparer.Ordinal)
    {
        ["src/Experiments/Runs"] = "A run, what it writes and what is read back from it: records of a few lines each.",
    };

    [Fact]
    public void Namespaces_follow_folders()
    {
        foreach (string source in Repository.Files("*.cs", "src", "tests", "bench"))
        {
            Match declared = Repository.Read(source).Matches(@"(?m)^namespace ([\w.]+)(;?)").FirstOrDefault(Match.Empty);
            if (!declared.Success && Path.GetFileName(source) is "Program.cs") continue;
            string folder = Repository.Folder(source);
            string expected = "Neuromanifold." + folder[(folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.');
            Assert.True(declared.Groups[1].Value == expected, $"{source} declares '{declared.Groups[1].Value}'; its folder says '{expected}'.");
            Assert.True(declared.Groups[2].Value == ";", $"{source} indents its namespace; write it for the whole file.");
        }
    }

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
    public void No_folder_is_too_full_to_see_through()
    {
        foreach (IGrouping<string, string> folder in Repository.Sources().GroupBy(Repository.Folder, StringComparer.Ordinal))
        {
            Assert.True(
                folder.Count() <= FullestFolder || FullFolders.ContainsKey(folder.Key),
                $"{folder.Key} holds {folder.Count()} files; split it, at most {FullestFolder}, or say in {nameof(FullFolders)} why not.");
        }
    }

    [Fact]
    public void Every_exception_for_a_full_folder_is_needed()
    {
        foreach (string folder in FullFolders.Keys)
            Assert.True(Repository.Sources().Count(source => Repository.Folder(source) == folder) > FullestFolder, $"{folder} is no longer full.");
    }
}
