namespace Neuromanifold.Experiments.Reports;

/// <summary>A labelled value in a report's header, as in Parameters: 55,050.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">Its value, as the reader shall see it.</param>
public sealed record ReportFact(string Label, string Value);
