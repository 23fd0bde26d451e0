using System.Collections.Immutable;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Fisher.Variances.Summaries;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.Experiments.Information;

/// <summary>A measurement of the Fisher information as readers see it: a row a tensor and a total.</summary>
internal static class FisherTables
{
    private static readonly ImmutableArray<string> s_headings =
        ["parameter", "size", "mean Fisher", "sd of mc1", "sd of mc2", "sd of hutchinson", "from inputs", "from labels", "bound/V1", "bound/V2", "prefer", "samples for 10 %", "by Chebyshev"];

    /// <summary>A row a tensor, and one of all.</summary>
    public static ReportTable Whole(FisherMeasurement measurement) => new("Fisher information", s_headings, Rows(measurement), Reading(measurement));

    /// <summary>The table of a report, with as many columns as a page is wide.</summary>
    public static ReportTable Page(FisherMeasurement measurement, string title, string? note)
    {
        string[] wanted = ["parameter", "mean Fisher", "sd of mc1", "sd of mc2", "from inputs", "from labels", "prefer", "samples for 10 %"];
        int[] columns = [.. wanted.Select(heading => s_headings.IndexOf(heading))];
        IReadOnlyList<string>[] rows = [.. Rows(measurement).Select(row => columns.Select(column => row[column]).ToArray())];
        return new ReportTable(title, wanted, rows, $"{Reading(measurement)}{(note is null ? "" : $" {note}")}");
    }

    private static string Reading(FisherMeasurement measurement) =>
        $"Means over {measurement.Inputs} inputs, {measurement.Likelihood} likelihood; sd for one sample of labels or signs; prefer is what reaches a "
        + "standard error of 10 % with the fewest backward passes; samples are its pairs of an input and a label or signs for that, and for 10 % with 95 % certainty by Chebyshev.";

    private static IReadOnlyList<string>[] Rows(FisherMeasurement measurement) => [.. measurement.Parameters.Select(Row), Row(measurement.Total)];

    private static string[] Row(GroupSummary group) =>
    [
        group.Name,
        NumberText.Exact(group.Size),
        NumberText.Short(group.MeanFisher),
        NumberText.Short(group.FirstDeviation),
        NumberText.Short(group.SecondDeviation),
        NumberText.Short(group.HutchinsonDeviation),
        NumberText.Percent(group.InputShare, "f1"),
        NumberText.Percent(group.OutputShare, "f1"),
        NumberText.Short(group.FirstBoundRatio),
        NumberText.Short(group.SecondBoundRatio),
        group.Preferred?.Name ?? NumberText.Undefined,
        NumberText.Count(group.Samples is { } samples ? Math.Ceiling(samples) : null),
        NumberText.Count(group.SamplesByChebyshev is { } certain ? Math.Ceiling(certain) : null),
    ];
}
