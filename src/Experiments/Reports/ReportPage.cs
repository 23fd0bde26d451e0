using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Reports;

/// <summary>A report as one HTML file that needs nothing else: scripts, styles and data are inside, nothing is loaded from anywhere.</summary>
public static class ReportPage
{
    // The front finds its data here; the built page holds this element exactly once, empty.
    private const string DataElement = """<script id="report-content" type="application/json">""";

    private static readonly Lazy<(string Before, string After)> s_template = new(ReadTemplate);

    /// <summary>The page of <paramref name="content"/>.</summary>
    public static string Render(ReportContent content) =>
        string.Concat(s_template.Value.Before, content.ToJson(), s_template.Value.After);

    /// <summary>
    /// Writes the page of <paramref name="content"/> to <paramref name="path"/>, whose folder is made if need be. It is written
    /// beside the path and then renamed, so a reader finds the old page or the new one, never a part.
    /// </summary>
    /// <exception cref="InvalidInputException">The path cannot be written; what was there is unchanged.</exception>
    public static void Write(ReportContent content, string path)
    {
        string page = Render(content);
        string full = Path.GetFullPath(path);
        string beside = full + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            try
            {
                File.WriteAllText(beside, page);
                File.Move(beside, full, overwrite: true);
            }
            catch
            {
                File.Delete(beside);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(path, "a place that cannot be written", "a file name in a writable folder", e.Message, e);
        }
    }

    private static (string Before, string After) ReadTemplate()
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream("Neuromanifold.Experiments.Reports.Front.html")
            ?? throw new InvalidOperationException("The assembly was built without the report's web front.");
        using StreamReader reader = new(stream);
        string template = reader.ReadToEnd();
        int end = template.IndexOf(DataElement, StringComparison.Ordinal) + DataElement.Length;
        return (template[..end], template[end..]);
    }
}
