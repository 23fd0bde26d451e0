namespace Neuromanifold.Experiments.Reports;

/// <summary>A table of a report, its cells as the reader shall see them.</summary>
/// <param name="Title">The heading of its section.</param>
/// <param name="Headings">One a column; the first column names the rows.</param>
/// <param name="Rows">As many cells in each as there are headings.</param>
/// <param name="Reading">How to read it, in a sentence or two.</param>
public sealed record ReportTable(string Title, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows, string Reading);
