using Neuromanifold.Data.ArrayFiles;

namespace Neuromanifold.Experiments.Reports;

/// <summary>A report as one HTML file that needs nothing else: scripts, styles and data are inside, nothing is loaded from anywhere.</summary>
internal static class ReportPage
{
    // The front finds its data here; the built page holds this element exactly once, empty.
    private const string DataElement = """<script id="report-content" type="application/json">""";

    private static readonly Lazy<(string Before, string After)> s_template = new(ReadTemplate);

    /// <summary>The page of <paramref name="content"/>.</summary>
    public static string Render(ReportContent content) =>
        string.Concat(s_template.Value.Before, content.ToJson(), s_template.Value.After);

    /// <summary>
    /// Writes the page of <paramref name="content"/> to <paramref name="path"/>, whose folder is made if need be. A reader finds
    /// the old page or the new one, never a part.
    /// </summary>
    /// <exception cref="OutputException">The path cannot be written; what was there is unchanged.</exception>
    public static void Write(ReportContent content, string path) => ReplacedFile.WriteText(path, Render(content));

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
