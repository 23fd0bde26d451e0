using System.Text.RegularExpressions;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Tests.Reports;

public sealed class ReportPageTests : IDisposable
{
    private const string Hostile = "</script><script>document.title='taken'</script><!-- <script> \u2028 \"'&amp;";

    // What stands between an inline element's tags, which the browser does not read as markup.
    private static readonly Regex s_inlined = new("(?<=<(script|style)[^>]*>).*?(?=</(script|style)>)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));

    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_front_is_inside_the_assembly() =>
        Assert.NotNull(typeof(ReportPage).Assembly.GetManifestResourceInfo("Neuromanifold.Experiments.Reports.Front.html"));

    [Fact]
    public void The_page_refers_to_nothing_outside_itself()
    {
        string page = ReportPage.Render(Fixtures.Content("comparison"));
        string markup = s_inlined.Replace(page, "");
        Assert.DoesNotContain("://", markup, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", markup, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", markup.Replace("href=\"data:,\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", markup, StringComparison.Ordinal);
        Assert.DoesNotContain("connect-src", markup, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_stand_in_their_element_once_and_whole()
    {
        ReportContent content = Fixtures.Content("comparison") with { Title = Hostile, Next = [Hostile] };
        ReportContent found = ReportContent.FromJson(Assert.Single(DataOf(ReportPage.Render(content))));
        Assert.Equal(content.ToJson(), found.ToJson());
        Assert.Equal(Hostile, found.Title);
    }

    [Fact]
    public void A_hostile_name_adds_no_element()
    {
        ReportContent content = Fixtures.Content("single");
        ReportRun run = content.Runs[0] with { Name = Hostile, Optimizer = Hostile };
        string page = ReportPage.Render(content with { Title = Hostile, Runs = [run] });
        Assert.Equal(Elements(ReportPage.Render(content)), Elements(page));
    }

    [Fact]
    public void Writing_makes_the_folder_and_leaves_only_the_page()
    {
        string path = Path.Combine(_folder, "runs", "a", "report.html");
        ReportContent content = Fixtures.Content("single");
        ReportPage.Write(content, path);
        ReportPage.Write(content, path);
        Assert.Equal(ReportPage.Render(content), File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_that_names_it()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "kept");
        OutputException error = Assert.Throws<OutputException>(
            () => ReportPage.Write(Fixtures.Content("single"), Path.Combine(file, "report.html")));
        Assert.Contains(file, error.Subject, StringComparison.Ordinal);
        Assert.Equal("kept", File.ReadAllText(file));
    }

    [Fact]
    public void Failing_to_rename_leaves_no_half_file()
    {
        string taken = Path.Combine(_folder, "report.html");
        Directory.CreateDirectory(taken);
        Assert.Throws<OutputException>(() => ReportPage.Write(Fixtures.Content("single"), taken));
        Assert.Equal([taken], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_browser_draws_the_page_and_runs_nothing_of_a_hostile_name()
    {
        string path = Path.Combine(_folder, "report.html");
        ReportPage.Write(Fixtures.Content("comparison") with { Title = Hostile }, path);
        string drawn = await Browser.Draw(path, TestContext.Current.CancellationToken);
        // The page's title is the report's, as text: its markup was not obeyed, or the title would be "taken".
        string title = Hostile.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        Assert.Contains($"<title>{title}</title>", drawn, StringComparison.Ordinal);
        Assert.Equal(5, Regex.Count(drawn, "<svg[^>]*role=\"img\""));
        Assert.Equal(9, Regex.Count(drawn, "<th scope=\"row\" class=\"words\">(sgd|adam|kfac)-[123]</th>"));
    }

    private static string[] DataOf(string page) =>
        [.. page.Split("""<script id="report-content" type="application/json">""").Skip(1).Select(rest => rest[..rest.IndexOf("</script>", StringComparison.Ordinal)])];

    private static int Elements(string page) => Regex.Count(page, "<script|</script|<!--");
}
