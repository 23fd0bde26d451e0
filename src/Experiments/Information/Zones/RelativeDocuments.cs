using Neuromanifold.Fisher.Relative;

namespace Neuromanifold.Experiments.Information.Zones;

/// <summary>What stands in JSON.</summary>
internal static class RelativeDocuments
{
    /// <summary>Measured learning zones in JSON: layers, and in each its units.</summary>
    internal sealed record RelativeDocument(
        IReadOnlyList<LayerDocument> Layers, double Omega, double? Iota, double Sd, string Likelihood, int Inputs)
    {
        private const int Parts = 20;

        private static readonly double[] s_shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

        public static RelativeDocument Of(RelativeMeasurement measurement) => new(
            [.. measurement.Result.Layers.Select(layer => Layer(layer, measurement.ResponseOf(layer)))],
            measurement.Configuration.Responses.Width,
            measurement.Configuration.Responses.Leak,
            measurement.Configuration.Responses.Deviation,
            measurement.Likelihood,
            measurement.Result.Inputs);

        private static LayerDocument Layer(LayerZones layer, string response) => new(
            layer.Subsystem.Block.Name,
            layer.Subsystem.Block.First.Name,
            response,
            layer.Units.Count,
            layer.Mean,
            layer.Largest,
            Quantiles(layer.Quantile),
            [.. layer.Histogram(Parts).Select((count, part) => new PartDocument(layer.Largest * part / Parts, layer.Largest * (part + 1) / Parts, count))],
            layer.Units.Average(unit => unit.Share),
            Having(layer, ZoneState.Dead),
            Having(layer, ZoneState.Saturated),
            [
                .. layer.Units.Select((unit, index) => new UnitDocument(
                    index, unit.Mean, Quantiles(share => UnitZone.Quantile(layer.Sorted(index), share)), unit.Share, ZoneTables.NameOf(unit.State))),
            ]);

        private static int[] Having(LayerZones layer, ZoneState state) =>
            [.. Enumerable.Range(0, layer.Units.Count).Where(unit => layer.Units[unit].State == state)];

        private static Dictionary<string, double> Quantiles(Func<double, double> quantile) =>
            s_shares.ToDictionary(share => NumberText.Exact(share), quantile, StringComparer.Ordinal);
    }

    /// <summary>A layer.</summary>
    internal sealed record LayerDocument(
        string Name,
        string Weight,
        string Response,
        int Size,
        double MeanZone,
        double LargestZone,
        IReadOnlyDictionary<string, double> Quantiles,
        IReadOnlyList<PartDocument> Histogram,
        double Within,
        IReadOnlyList<int> Dead,
        IReadOnlyList<int> Saturated,
        IReadOnlyList<UnitDocument> Units);

    /// <summary>A part of a histogram.</summary>
    internal sealed record PartDocument(double From, double To, long Count);

    /// <summary>A unit.</summary>
    internal sealed record UnitDocument(int Unit, double Zone, IReadOnlyDictionary<string, double> Quantiles, double Within, string State);
}
