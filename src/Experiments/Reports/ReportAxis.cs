namespace Neuromanifold.Experiments.Reports;

/// <summary>An axis of a chart.</summary>
/// <param name="Label">What it measures, with its unit.</param>
/// <param name="IsLogarithmic">Whether it is logarithmic: values that are not positive are gaps there.</param>
public sealed record ReportAxis(string Label, bool IsLogarithmic = false);
