using Neuromanifold.Optimisation.Compression.Quantisation;

namespace Neuromanifold.Experiments.Compression;

/// <summary>A model before and after quantisation, and how many bits each tensor was given.</summary>
internal static class QuantisationTables
{
    public static ReportTable Models(QuantisationMeasurement measurement) => new(
        "Models",
        ["bits", "a range for each", "bytes", "loss", "accuracy", "divergence", "predicted"],
        [
            [
                "as it is",
                NumberText.Undefined,
                NumberText.Undefined,
                NumberText.Format(measurement.Before.Loss, "f4"),
                NumberText.Percent(measurement.Before.Accuracy),
                NumberText.Undefined,
                NumberText.Undefined,
            ],
            .. measurement.Quantised.Select(one => (string[])
            [
                $"{one.SchemeName}, {measurement.Configuration.Bits}",
                one.GroupingName,
                NumberText.Count((one.Scheme.Bits + one.Scheme.BitsOfRanges + 7) / 8),
                NumberText.Format(one.Quality.Loss, "f4"),
                NumberText.Percent(one.Quality.Accuracy),
                NumberText.Short(one.Quality.Divergence),
                NumberText.Short(one.PredictedDivergence),
            ]),
        ],
        $"Judged on {measurement.Inputs} inputs; divergence is the mean of KL(before ‖ after) in nats, and what the Fisher information predicts of it.");

    public static ReportTable Bits(QuantisationMeasurement measurement)
    {
        QuantisedModel[] allocated = [.. measurement.Quantised.Where(one => !one.Scheme.IsUniform)];
        return new ReportTable(
            "Bits",
            ["tensor", "size", .. allocated.Select(one => $"bits by {one.GroupingName}")],
            [.. allocated[0].Scheme.Groups.Select(tensor => (string[])[tensor.Name, $"{tensor.Count}", .. allocated.Select(one => Bits(one.Scheme, tensor))])],
            $"The model that is written has bits allocated by {measurement.Configuration.By}.");
    }

    private static string Bits(QuantisationScheme scheme, QuantisationGroup tensor)
    {
        (int Bits, int Count)[] within = [.. scheme.Groups.Zip(scheme.Quantisers)
            .Where(one => one.First.Start >= tensor.Start && one.First.Start < tensor.Start + tensor.Count).Select(one => (one.Second.Bits, one.First.Count))];
        int minimum = within.Min(one => one.Bits), maximum = within.Max(one => one.Bits);
        if (minimum == maximum) return $"{minimum}";
        double mean = (double)within.Sum(one => (long)one.Bits * one.Count) / within.Sum(one => one.Count);
        return $"{NumberText.Format(mean, "f1")} ({minimum} to {maximum})";
    }
}
