using System.Collections.Immutable;
using System.Globalization;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Fisher.Variances.Summaries;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.Experiments.Information;

/// <summary>A measurement of the Fisher information as readers see it: a row a tensor and a total.</summary>
public static class FisherColumns
{
    private const string Undefined = "–";

    /// <summary>The columns.</summary>
    public static ImmutableArray<string> Headings { get; } =
        ["parameter", "size", "mean Fisher", "sd of mc1", "sd of mc2", "sd of hutchinson", "from inputs", "from labels", "bound/V1", "bound/V2", "prefer", "samples for 10 %", "by Chebyshev"];

    /// <summary>The rows.</summary>
    public static ImmutableArray<ImmutableArray<string>> Rows(FisherMeasurement measurement) => [.. measurement.Parameters.Select(Row), Row(measurement.Total)];

    /// <summary>How to read them.</summary>
    public static string Reading(FisherMeasurement measurement) =>
        $"Means over {measurement.Inputs} inputs, {measurement.Likelihood} likelihood; sd for one sample of labels or signs; samples are pairs of an input and a label, by the estimator to prefer at the cost in backward passes, for a standard error of 10 %, and for 10 % with 95 % certainty by Chebyshev.";

    /// <summary>The table of a report, with as many columns as a page is wide.</summary>
    /// <param name="measurement">The measurement.</param>
    /// <param name="title">The heading of the table's section.</param>
    /// <param name="note">What else to know, or null.</param>
    public static ReportTable ToTable(FisherMeasurement measurement, string title, string? note)
    {
        string[] wanted = ["parameter", "mean Fisher", "sd of mc1", "sd of mc2", "from inputs", "from labels", "prefer", "samples for 10 %"];
        int[] columns = [.. wanted.Select(heading => Headings.IndexOf(heading))];
        return new ReportTable(title, wanted, [.. Rows(measurement).Select(row => columns.Select(column => row[column]).ToArray())], $"{Reading(measurement)}{(note is null ? "" : $" {note}")}");
    }

    private static ImmutableArray<string> Row(GroupSummary group) =>
    [
        group.Name,
        group.Size.ToString(CultureInfo.InvariantCulture),
        Short(group.MeanFisher),
        Short(group.FirstDeviation),
        Short(group.SecondDeviation),
        Short(group.HutchinsonDeviation),
        Share(group.InputShare),
        Share(group.OutputShare),
        Short(group.FirstBoundRatio),
        Short(group.SecondBoundRatio),
        group.Preferred?.Name ?? Undefined,
        Count(group.Samples),
        Count(group.SamplesByChebyshev),
    ];

    private static string Short(double? value) => value?.ToString("g3", CultureInfo.InvariantCulture) ?? Undefined;

    private static string Share(double? value) => value is { } share ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:f1}%") : Undefined;

    private static string Count(double? value) => value is { } count ? Math.Ceiling(count).ToString("n0", CultureInfo.InvariantCulture) : Undefined;
}
