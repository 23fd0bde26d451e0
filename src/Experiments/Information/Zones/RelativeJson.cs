using System.Text.Json.Nodes;
using Neuromanifold.Fisher.Relative;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.Experiments.Information.Zones;

/// <summary>Measured learning zones as one JSON object.</summary>
public static class RelativeJson
{
    private const int Parts = 20;

    /// <summary>The object: layers, and in each its units.</summary>
    public static JsonObject Of(RelativeMeasurement measurement) => new()
    {
        ["layers"] = new JsonArray([.. measurement.Result.Layers.Select(layer => Layer(measurement, layer))]),
        ["omega"] = measurement.Configuration.Responses.Width,
        ["iota"] = measurement.Configuration.Responses.Leak,
        ["sd"] = measurement.Configuration.Responses.Deviation,
        ["likelihood"] = measurement.Likelihood,
        ["inputs"] = measurement.Result.Inputs,
    };

    private static JsonObject Layer(RelativeMeasurement measurement, LayerZones layer)
    {
        long[] counts = layer.Histogram(Parts);
        return new JsonObject
        {
            ["name"] = layer.Subsystem.Block.Name,
            ["weight"] = layer.Subsystem.Block.First.Name,
            ["response"] = measurement.ResponseOf(layer),
            ["size"] = layer.Units.Count,
            ["mean_zone"] = layer.Mean,
            ["largest_zone"] = layer.Largest,
            ["quantiles"] = Quantiles(layer.Quantile),
            ["histogram"] = new JsonArray([.. counts.Select((count, part) => new JsonObject { ["from"] = layer.Largest * part / Parts, ["to"] = layer.Largest * (part + 1) / Parts, ["count"] = count })]),
            ["within"] = layer.Units.Average(unit => unit.Share),
            ["dead"] = Having(layer, ZoneState.Dead),
            ["saturated"] = Having(layer, ZoneState.Saturated),
            ["units"] = new JsonArray([.. layer.Units.Select((unit, index) => new JsonObject
            {
                ["unit"] = index,
                ["zone"] = unit.Mean,
                ["quantiles"] = Quantiles(share => UnitZone.Quantile(layer.Sorted(index), share)),
                ["within"] = unit.Share,
                ["state"] = ZoneColumns.NameOf(unit.State),
            })]),
        };
    }

    private static JsonArray Having(LayerZones layer, ZoneState state) =>
        new([.. Enumerable.Range(0, layer.Units.Count).Where(unit => layer.Units[unit].State == state).Select(unit => JsonValue.Create(unit))]);

    private static JsonObject Quantiles(Func<double, double> quantile) => new()
    {
        ["0"] = quantile(0),
        ["0.05"] = quantile(0.05),
        ["0.25"] = quantile(0.25),
        ["0.5"] = quantile(0.5),
        ["0.75"] = quantile(0.75),
        ["0.95"] = quantile(0.95),
        ["1"] = quantile(1),
    };
}
