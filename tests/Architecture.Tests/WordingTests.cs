namespace Neuromanifold.Architecture.Tests;

/// <summary>The project is finished where it stands and speaks of itself only.</summary>
public sealed class WordingTests
{
    // Each is written so that it does not match itself.
    private static readonly Dictionary<string, string> Unwanted = new(StringComparer.Ordinal)
    {
        [@"\b(TO[D]O|FIX[M]E|HAC[K]|XX[X])\b"] = "a note to come back; do it, or leave it out",
        [@"NotImplemented[E]xception"] = "something announced and not there",
        [@"(?<![\w.])/(wor[k]|hom[e]|roo[t])/\w"] = "a path of one machine",
        [@"\.\./share[d]\b"] = "a path outside of the repository",
        [@"(?i)\b(issu[e]|pul[l] request|ticke[t]) #?[0-9]+"] = "a number that means nothing to a reader of the source",
        [@"(?i)regi[s]try\.npmjs|api\.nug[e]t\.org|nug[e]t\.pkg\."] = "a registry's host; where packages come from is the builder's choice",
        [@"(?i)\b(chat[g]pt|clau[d]e|co[p]ilot|langu[a]ge model)\b"] = "an author's tool",
    };

    [Fact]
    public void The_project_speaks_of_itself_only()
    {
        foreach (string file in Texts())
        {
            string[] lines = Repository.Lines(file);
            for (int i = 0; i < lines.Length; i++)
            {
                foreach ((string pattern, string meaning) in Unwanted)
                    Assert.False(lines[i].Has(pattern), $"{file}:{i + 1} holds {meaning}: {lines[i].Trim()}");
            }
        }
    }

    private static IEnumerable<string> Texts() =>
    [
        .. Repository.Sources(),
        .. Repository.Files("*.ts", "src"),
        .. Repository.Files("*.css", "src"),
        .. Repository.Files("*.csproj", "src", "tests", "samples", "bench"),
        .. Repository.Files("*.targets", "src"),
        .. Repository.Files("*.props", "src", "tests", "samples", "bench"),
        .. Repository.Files("package*.json", "src"),
        .. Repository.Files("*.sh", "scripts"),
        .. Repository.Files("*.bib", "docs"),
        .. Repository.Pages(),
        "Directory.Build.props",
        "Directory.Packages.props",
    ];
}
