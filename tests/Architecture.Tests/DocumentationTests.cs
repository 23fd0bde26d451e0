using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Neuromanifold.Architecture.Tests;

/// <summary>What is written is true: links lead somewhere, quoted code is compiled, every public type is explained.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_readme_begins_with_the_two_commands()
    {
        (string Language, string Text)[] blocks = [.. Blocks("README.md")];
        Assert.Equal(("sh", "sh scripts/quickstart.sh"), blocks[0]);
        Assert.Equal(("sh", "sh scripts/test.sh"), blocks[1]);
    }

    [Fact]
    public void Relative_links_lead_to_files()
    {
        foreach (string page in Repository.Pages())
        {
            foreach (Match link in WithoutCode(Repository.Read(page)).Matches(@"\]\(([^)\s]+)\)"))
            {
                string target = link.Groups[1].Value.Split('#')[0];
                if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal)) continue;
                string path = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target);
                Assert.True(File.Exists(path) || Directory.Exists(path), $"{page} links to {target}, which is not there.");
            }
        }
    }

    [Fact]
    public void Code_in_the_pages_is_part_of_a_sample()
    {
        string[] samples = [.. Repository.Files("*.cs", "samples").Select(Repository.Read)];
        string[] quoted = [.. Repository.Pages().SelectMany(page => Blocks(page)).Where(block => block.Language is "csharp" or "cs").Select(block => block.Text)];
        Assert.NotEmpty(quoted);
        foreach (string code in quoted) Assert.True(Array.Exists(samples, sample => sample.Contains(code, StringComparison.Ordinal)), $"No sample holds this:\n{code}");
    }

    [Fact]
    public void Samples_are_short()
    {
        foreach (string sample in Repository.Files("*.cs", "samples")) Assert.InRange(Repository.Lines(sample).Length, 1, 80);
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps_and_have_the_three_parts()
    {
        string[] pages = [.. Repository.Files("*.md", "docs/decisions").Where(page => !page.EndsWith("README.md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        for (int i = 0; i < pages.Length; i++)
        {
            Assert.StartsWith($"docs/decisions/{i + 1:d2}-", pages[i], StringComparison.Ordinal);
            string[] headings = [.. Repository.Lines(pages[i]).Where(line => line.StartsWith('#'))];
            Assert.StartsWith($"# {i + 1}. ", headings[0], StringComparison.Ordinal);
            Assert.Equal(["## Context", "## Decision", "## Consequences"], headings[1..]);
        }
    }

    [Fact]
    public void The_changelog_knows_the_version_being_built()
    {
        string version = Repository.Read("Directory.Build.props").First("<VersionPrefix>(.+)</VersionPrefix>");
        Assert.Contains($"[{version}]", Repository.Read("CHANGELOG.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_public_type_of_src_is_explained()
    {
        foreach (string name in Repository.Spine)
        {
            Assembly assembly = Assembly.Load($"Neuromanifold.{name}");
            XDocument comments = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
            Dictionary<string, string> summaries = comments.Descendants("member")
                .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")?.Value.Trim() ?? "", StringComparer.Ordinal);
            foreach (Type type in assembly.GetExportedTypes())
            {
                string summary = summaries.GetValueOrDefault($"T:{type.FullName!.Replace('+', '.')}", "");
                Assert.True(summary.Length > 0 && summary.EndsWith('.'), $"{type.FullName} is explained by '{summary}'; write a sentence.");
            }
        }
    }

    // Fenced blocks with their languages, in order.
    private static IEnumerable<(string Language, string Text)> Blocks(string page) =>
        Repository.Read(page).Matches(@"(?ms)^```(\w*)\n(.*?)\n```$").Select(block => (block.Groups[1].Value, block.Groups[2].Value));

    private static string WithoutCode(string text) => text.Without("(?ms)^```.*?^```$|`[^`\n]*`");
}
