using System.Xml.Linq;

namespace Neuromanifold.Architecture.Tests;

/// <summary>Data flow one way: each project of src knows the one above it and no other.</summary>
public sealed class SpineTests
{
    [Fact]
    public void Every_project_of_src_refers_to_the_one_above_it_alone()
    {
        for (int i = 0; i < Repository.Spine.Count; i++)
        {
            string name = Repository.Spine[i];
            string[] expected = i == 0 ? [] : [$"../{Repository.Spine[i - 1]}/{Repository.Spine[i - 1]}.csproj"];
            Assert.Equal(expected, Attributes($"src/{name}/{name}.csproj", "ProjectReference", "Include"));
        }
    }

    [Fact]
    public void Src_holds_the_projects_of_the_spine_and_no_other() =>
        Assert.Equal(Repository.Spine.Select(name => $"src/{name}/{name}.csproj").Order(StringComparer.Ordinal), Repository.Files("*.csproj", "src").Order(StringComparer.Ordinal));

    [Fact]
    public void The_solution_lists_every_project()
    {
        IEnumerable<string> projects = Repository.Files("*.csproj", "src", "tests", "samples", "bench");
        Assert.Equal(projects.Order(StringComparer.Ordinal), Listed().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_solution_lists_projects_and_their_tests_in_the_order_of_the_spine()
    {
        string[] listed = Listed();
        Assert.Equal(Repository.Spine, Ranked(listed, "src/{0}/{0}.csproj"), StringComparer.Ordinal);
        Assert.Equal(Repository.Spine, Ranked(listed, "tests/{0}.Tests/{0}.Tests.csproj"), StringComparer.Ordinal);
    }

    [Fact]
    public void Only_the_native_and_managed_kernels_are_unsafe()
    {
        foreach (string project in Repository.Files("*.csproj", "src", "tests", "samples", "bench"))
        {
            if (project != "src/Numerics/Numerics.csproj") Assert.DoesNotContain("AllowUnsafeBlocks", Repository.Read(project), StringComparison.Ordinal);
        }

        foreach (string source in Repository.Files("*.cs", "src"))
        {
            if (source.StartsWith("src/Numerics/Blas/", StringComparison.Ordinal)) continue;
            IEnumerable<string> code = Repository.Lines(source).Select(line => line.Split("//")[0]);
            Assert.False(code.Any(line => line.Split(' ', '(', '\t').Contains("unsafe")), $"{source} is unsafe.");
        }
    }

    private static string[] Listed() => Attributes(Repository.Solution, "Project", "Path");

    private static string[] Attributes(string file, string element, string attribute) =>
        [.. XDocument.Parse(Repository.Read(file)).Descendants(element).Select(found => found.Attribute(attribute)!.Value.Replace('\\', '/'))];

    // Those of the spine that are listed, in the order of the list.
    private static IEnumerable<string> Ranked(string[] listed, string format) =>
        Repository.Spine.OrderBy(name => Array.IndexOf(listed, string.Format(format, name)));
}
