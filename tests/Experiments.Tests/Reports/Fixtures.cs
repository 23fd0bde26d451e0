using Neuromanifold.Experiments.Reports;

namespace Neuromanifold.Experiments.Tests.Reports;

/// <summary>The contents that the front's own tests read: what C# writes and what TypeScript expects are held to the same files.</summary>
internal static class Fixtures
{
    public static TheoryData<string> Names => new("single", "comparison", "study");

    public static string Text(string name) =>
        File.ReadAllText(Path.Combine(Root(), "src", "Experiments", "Reports", "Front", "fixtures", name + ".json"));

    public static ReportContent Content(string name) => ReportContent.FromJson(Text(name));

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Neuromanifold.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
