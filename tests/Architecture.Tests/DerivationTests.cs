using System.Text.RegularExpressions;

namespace Neuromanifold.Architecture.Tests;

/// <summary>No formula stands in the derivations that no test evaluates.</summary>
public sealed class DerivationTests
{
    private const string Folder = "docs/derivations", Index = Folder + "/README.md";

    [Fact]
    public void Every_section_names_tests_that_are_there()
    {
        string[] sources = [.. Repository.Files("*.cs", "tests").Select(Repository.Read)];
        int named = 0;
        foreach (string page in Derivations())
        {
            foreach (Match section in Repository.Read(page).Matches(@"(?ms)^## ([^\n]+)\n(.*?)(?=^## |\z)"))
            {
                Match[] tests = [.. section.Groups[2].Value.Matches(@"(?m)^Test: `(\w+)\.(\w+)`$")];
                Assert.True(tests.Length > 0, $"{page}, '{section.Groups[1].Value}', names no test; write a line such as \"Test: `TypeTests.Method`\".");
                foreach (Match test in tests)
                {
                    string type = $@"\bclass {test.Groups[1].Value}\b", method = $@"\bpublic void {test.Groups[2].Value}\(";
                    Assert.True(Array.Exists(sources, source => source.Has(type) && source.Has(method)), $"{page} names {test.Groups[1].Value}.{test.Groups[2].Value}, which no file of tests holds.");
                    named++;
                }
            }
        }

        Assert.NotEqual(0, named);
    }

    [Fact]
    public void The_index_has_every_page()
    {
        string index = Repository.Read(Index);
        foreach (string page in Derivations()) Assert.Contains($"]({Path.GetFileName(page)})", index, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Derivations() => Repository.Files("*.md", Folder).Where(page => page != Index);
}
