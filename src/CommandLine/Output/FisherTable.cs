using System.Globalization;
using Neuromanifold.Experiments.Information;
using Neuromanifold.Fisher.Variances.Summaries;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A measurement of the Fisher information: a row a tensor and a total.</summary>
internal static class FisherTable
{
    private const string Undefined = "-";

    public static void Print(FisherMeasurement measurement, string? file)
    {
        ResultTable table = new("parameter", "size", "mean Fisher", "sd of mc1", "sd of mc2", "from inputs", "from labels", "bound/V1", "bound/V2", "prefer", "samples for 10 %", "by Chebyshev");
        foreach (GroupSummary group in measurement.Parameters) Add(table, group);
        Add(table, measurement.Total);
        table.Print();
        Terminal.Note($"Means over {measurement.Inputs} inputs, {measurement.Likelihood} likelihood; sd for one label sample; samples are pairs of an input and a label for a standard error of 10 %, and for 10 % with 95 % certainty by Chebyshev.");
        if (file is not null) Terminal.Note($"Every parameter's values are in {file}.");
    }

    private static void Add(ResultTable table, GroupSummary group) => table.Add(
        group.Name,
        $"{group.Size}",
        Short(group.MeanFisher),
        Short(group.FirstDeviation),
        Short(group.SecondDeviation),
        Share(group.InputShare),
        Share(group.OutputShare),
        Short(group.FirstBoundRatio),
        Short(group.SecondBoundRatio),
        FisherJson.NameOf(group.Preferred) ?? Undefined,
        Count(group.Samples),
        Count(group.SamplesByChebyshev));

    private static string Short(double? value) => value?.ToString("g3", CultureInfo.InvariantCulture) ?? Undefined;

    private static string Share(double? value) => value is { } share ? Percentage.Of(share) : Undefined;

    private static string Count(double? value) => value is { } count ? Math.Ceiling(count).ToString("n0", CultureInfo.InvariantCulture) : Undefined;
}
