using Neuromanifold.Fisher.Relative;

namespace Neuromanifold.Experiments.Information.Zones;

/// <summary>Learning zones as readers see them: a row a layer, or a row a unit.</summary>
internal static class ZoneTables
{
    private const int Parts = 10;

    /// <summary>A row a layer.</summary>
    public static ReportTable Layers(RelativeMeasurement measurement) => new(
        "Layers",
        ["layer", "response", "units", "mean zone", "5 %", "median", "95 %", "largest", "distribution", "inputs within", "dead", "saturated"],
        [.. measurement.Result.Layers.Select(layer => Row(measurement, layer))],
        $"Zones are ν_f, the relative Fisher information of a unit in its total input, over {measurement.Result.Inputs} inputs, {measurement.Likelihood} "
        + "likelihood; the distribution runs from 0 to the largest ν_f there is. An input is within a unit's zone where ν_f is at least 1 % of "
        + "that; a unit with none is dead where it responds to one side, saturated where it is flat on both.");

    /// <summary>A row a unit, those that cannot learn first in each layer.</summary>
    public static ReportTable Units(RelativeMeasurement measurement) => new(
        "Units",
        ["unit", "mean zone", "5 %", "median", "95 %", "inputs within", "state"],
        [
            .. measurement.Result.Layers.SelectMany(layer => Enumerable.Range(0, layer.Units.Count)
                .OrderByDescending(unit => layer.Units[unit].State != ZoneState.Learning).ThenBy(unit => unit).Select(unit => UnitRow(layer, unit))),
        ],
        "Units that cannot learn stand first in each layer.");

    /// <summary>A state's name.</summary>
    public static string NameOf(ZoneState state) => state switch { ZoneState.Dead => "dead", ZoneState.Saturated => "saturated", _ => "learning" };

    private static string[] Row(RelativeMeasurement measurement, LayerZones layer) =>
    [
        layer.Subsystem.Block.Name,
        measurement.ResponseOf(layer),
        NumberText.Exact(layer.Units.Count),
        NumberText.Short(layer.Mean),
        NumberText.Short(layer.Quantile(0.05)),
        NumberText.Short(layer.Quantile(0.5)),
        NumberText.Short(layer.Quantile(0.95)),
        NumberText.Short(layer.Largest),
        Bars(layer.Histogram(Parts)),
        NumberText.Percent(layer.Units.Average(unit => unit.Share), "f1"),
        NumberText.Exact(layer.Units.Count(unit => unit.State == ZoneState.Dead)),
        NumberText.Exact(layer.Units.Count(unit => unit.State == ZoneState.Saturated)),
    ];

    private static string[] UnitRow(LayerZones layer, int unit) =>
    [
        $"{layer.Subsystem.Block.Name}[{unit}]",
        NumberText.Short(layer.Units[unit].Mean),
        NumberText.Short(UnitZone.Quantile(layer.Sorted(unit), 0.05)),
        NumberText.Short(UnitZone.Quantile(layer.Sorted(unit), 0.5)),
        NumberText.Short(UnitZone.Quantile(layer.Sorted(unit), 0.95)),
        NumberText.Percent(layer.Units[unit].Share, "f1"),
        NameOf(layer.Units[unit].State),
    ];

    private static string Bars(long[] counts)
    {
        const string Levels = " ▁▂▃▄▅▆▇█";
        long maximum = counts.Max();
        return string.Concat(counts.Select(count => Levels[(int)Math.Ceiling((Levels.Length - 1) * (double)count / maximum)]));
    }
}
