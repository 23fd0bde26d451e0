using System.Globalization;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.Experiments.Information.Zones;

/// <summary>Learning zones on a page: how they are distributed in each layer, and every unit in a table.</summary>
public static class ZoneReport
{
    private const int Parts = 40;

    /// <summary>The page.</summary>
    public static ReportContent Of(RelativeMeasurement measurement, string model, IReadOnlyList<string> notes) => new()
    {
        Title = "Where a network can learn",
        Subtitle = $"Effective learning zones of {model}, by its relative Fisher information.",
        Generated = Product.NameAndVersion,
        Facts =
        [
            new("inputs", measurement.Result.Inputs.ToString("n0", CultureInfo.InvariantCulture)),
            new("likelihood", measurement.Likelihood),
            new("ω of rectifiers", Number(measurement.Configuration.Responses.Width)),
            new("ι of rectifiers", measurement.Configuration.Responses.Leak is { } leak ? Number(leak) : "the network's own"),
            new("s of responses", Number(measurement.Configuration.Responses.Deviation)),
        ],
        Notes = notes,
        Zones = [.. measurement.Result.Layers.Select(layer => Layer(measurement, layer))],
        Tables =
        [
            new ReportTable("Layers", ZoneColumns.Headings, [.. ZoneColumns.Rows(measurement).Select(row => (IReadOnlyList<string>)row)], ZoneColumns.Reading(measurement)),
            new ReportTable("Units", ZoneColumns.UnitHeadings, [.. ZoneColumns.UnitRows(measurement).Select(row => (IReadOnlyList<string>)row)], "Units that cannot learn stand first in each layer."),
        ],
    };

    private static ReportZones Layer(RelativeMeasurement measurement, LayerZones layer) => new()
    {
        Layer = layer.Subsystem.Block.Name,
        Response = measurement.ResponseOf(layer),
        Largest = layer.Largest,
        Counts = layer.Histogram(Parts),
        UnitMeans = [.. layer.Units.Select(unit => unit.Mean)],
        UnitStates = [.. layer.Units.Select(unit => ZoneColumns.NameOf(unit.State))],
    };

    private static string Number(double value) => value.ToString("g6", CultureInfo.InvariantCulture);
}
