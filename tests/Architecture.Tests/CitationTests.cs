using System.Text.RegularExpressions;

namespace Neuromanifold.Architecture.Tests;

/// <summary>Sources are cited as [Author00], and docs/references.bib says what they are.</summary>
public sealed class CitationTests
{
    private const string Bibliography = "docs/references.bib";

    [Fact]
    public void Every_citation_has_an_entry()
    {
        HashSet<string> known = [.. Entries().Select(entry => entry.Key)];
        foreach ((string place, string key) in Citations()) Assert.True(known.Contains(key), $"{place} cites [{key}], which {Bibliography} does not list.");
    }

    [Fact]
    public void Every_entry_is_cited()
    {
        HashSet<string> cited = [.. Citations().Select(citation => citation.Key)];
        foreach ((string key, _) in Entries()) Assert.True(cited.Contains(key), $"{Bibliography} lists [{key}], which nothing cites.");
    }

    [Fact]
    public void Entries_are_complete_and_sorted_by_key()
    {
        (string Key, string Body)[] entries = [.. Entries()];
        Assert.Equal(entries.Select(entry => entry.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), entries.Select(entry => entry.Key), StringComparer.Ordinal);
        foreach ((string key, string body) in entries)
        {
            foreach (string field in new[] { "author", "title", "year" })
                Assert.True(body.Has($@"(?m)^\s*{field}\s*=\s*\{{.+\}},?$"), $"[{key}] has no {field}.");
            Assert.Equal(key[^2..], body.First(@"year\s*=\s*\{\d\d(\d\d)\}"));
        }
    }

    private static IEnumerable<(string Key, string Body)> Entries() =>
        Repository.Read(Bibliography).Matches(@"(?ms)^@\w+\{(\w+),(.*?)^\}").Select(entry => (entry.Groups[1].Value, entry.Groups[2].Value));

    // In comments of sources, and anywhere in pages.
    private static IEnumerable<(string Place, string Key)> Citations()
    {
        foreach (string file in Repository.Files("*.cs", "src", "samples", "bench").Concat(Repository.Pages()))
        {
            string[] lines = Repository.Lines(file);
            for (int i = 0; i < lines.Length; i++)
            {
                int comment = file.EndsWith(".md", StringComparison.Ordinal) ? 0 : lines[i].IndexOf("//", StringComparison.Ordinal);
                if (comment < 0) continue;
                foreach (Match key in lines[i][comment..].Matches(@"\[([A-Z][A-Za-z]+[0-9]{2})\]"))
                    yield return ($"{file}:{i + 1}", key.Groups[1].Value);
            }
        }
    }
}
