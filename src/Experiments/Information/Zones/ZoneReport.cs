using Neuromanifold.Experiments.Runs;
using Neuromanifold.Fisher.Relative;

namespace Neuromanifold.Experiments.Information.Zones;

/// <summary>Learning zones on a page: how they are distributed in each layer, and every unit in a table.</summary>
internal static class ZoneReport
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
            new("inputs", NumberText.Count(measurement.Result.Inputs)),
            new("likelihood", measurement.Likelihood),
            new("ω of rectifiers", NumberText.Format(measurement.Configuration.Responses.Width, "g6")),
            new("ι of rectifiers", measurement.Configuration.Responses.Leak is { } leak ? NumberText.Format(leak, "g6") : "the network's own"),
            new("s of responses", NumberText.Format(measurement.Configuration.Responses.Deviation, "g6")),
        ],
        Notes = notes,
        Zones = [.. measurement.Result.Layers.Select(layer => Layer(measurement, layer))],
        Tables = [ZoneTables.Layers(measurement), ZoneTables.Units(measurement)],
    };

    private static ReportZones Layer(RelativeMeasurement measurement, LayerZones layer) => new()
    {
        Layer = layer.Subsystem.Block.Name,
        Response = measurement.ResponseOf(layer),
        Largest = layer.Largest,
        Counts = layer.Histogram(Parts),
        UnitMeans = [.. layer.Units.Select(unit => unit.Mean)],
        UnitStates = [.. layer.Units.Select(unit => ZoneTables.NameOf(unit.State))],
    };
}
