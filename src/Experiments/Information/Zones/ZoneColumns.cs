using System.Collections.Immutable;
using System.Globalization;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.Experiments.Information.Zones;

/// <summary>Learning zones as readers see them: a row a layer, or a row a unit.</summary>
public static class ZoneColumns
{
    private const int Parts = 10;

    /// <summary>The columns of layers.</summary>
    public static ImmutableArray<string> Headings { get; } = ["layer", "response", "units", "mean zone", "5 %", "median", "95 %", "largest", "distribution", "inputs within", "dead", "saturated"];

    /// <summary>The columns of units.</summary>
    public static ImmutableArray<string> UnitHeadings { get; } = ["unit", "mean zone", "5 %", "median", "95 %", "inputs within", "state"];

    /// <summary>A row a layer.</summary>
    public static ImmutableArray<ImmutableArray<string>> Rows(RelativeMeasurement measurement) => [.. measurement.Result.Layers.Select(layer => Row(measurement, layer))];

    /// <summary>A row a unit, those that cannot learn first in each layer.</summary>
    public static ImmutableArray<ImmutableArray<string>> UnitRows(RelativeMeasurement measurement) =>
    [
        .. measurement.Result.Layers.SelectMany(layer => Enumerable.Range(0, layer.Units.Count).OrderByDescending(unit => layer.Units[unit].State != ZoneState.Learning).ThenBy(unit => unit).Select(unit => UnitRow(layer, unit))),
    ];

    /// <summary>How to read them.</summary>
    public static string Reading(RelativeMeasurement measurement) =>
        $"Zones are ν_f, the relative Fisher information of a unit in its total input, over {measurement.Result.Inputs} inputs, {measurement.Likelihood} likelihood; the distribution runs from 0 to the largest ν_f there is. "
        + "An input is within a unit's zone where ν_f is at least 1 % of that; a unit with none is dead where it responds to one side, saturated where it is flat on both.";

    /// <summary>A state's name.</summary>
    public static string NameOf(ZoneState state) => state switch { ZoneState.Dead => "dead", ZoneState.Saturated => "saturated", _ => "learning" };

    private static ImmutableArray<string> Row(RelativeMeasurement measurement, LayerZones layer) =>
    [
        layer.Subsystem.Block.Name,
        measurement.ResponseOf(layer),
        layer.Units.Count.ToString(CultureInfo.InvariantCulture),
        Short(layer.Mean),
        Short(layer.Quantile(0.05)),
        Short(layer.Quantile(0.5)),
        Short(layer.Quantile(0.95)),
        Short(layer.Largest),
        Bars(layer.Histogram(Parts)),
        Percent(layer.Units.Average(unit => unit.Share)),
        layer.Units.Count(unit => unit.State == ZoneState.Dead).ToString(CultureInfo.InvariantCulture),
        layer.Units.Count(unit => unit.State == ZoneState.Saturated).ToString(CultureInfo.InvariantCulture),
    ];

    private static ImmutableArray<string> UnitRow(LayerZones layer, int unit) =>
    [
        $"{layer.Subsystem.Block.Name}[{unit}]",
        Short(layer.Units[unit].Mean),
        Short(UnitZone.Quantile(layer.Sorted(unit), 0.05)),
        Short(UnitZone.Quantile(layer.Sorted(unit), 0.5)),
        Short(UnitZone.Quantile(layer.Sorted(unit), 0.95)),
        Percent(layer.Units[unit].Share),
        NameOf(layer.Units[unit].State),
    ];

    private static string Bars(long[] counts)
    {
        const string Levels = " ▁▂▃▄▅▆▇█";
        long most = counts.Max();
        return string.Concat(counts.Select(count => Levels[(int)Math.Ceiling((Levels.Length - 1) * (double)count / most)]));
    }

    private static string Short(double value) => value.ToString("g3", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:f1}%");
}
