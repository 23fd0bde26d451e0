using System.Globalization;
using Neuromanifold.Experiments.Compression;
using Neuromanifold.Optimisation.Compression.Quantisation;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A model before and after quantisation, and how many bits each tensor was given.</summary>
internal static class QuantisationTable
{
    public static void Print(QuantisationMeasurement measurement, string? file)
    {
        ResultTable table = new("bits", "a range for each", "bytes", "loss", "accuracy", "divergence", "predicted");
        table.Add("as it is", "–", "–", Short(measurement.Before.Loss, "f4"), Percentage.Of(measurement.Before.Accuracy), "–", "–");
        foreach (QuantisedModel one in measurement.Quantised)
        {
            table.Add(
                $"{one.SchemeName}, {measurement.Configuration.Bits}",
                one.GroupingName,
                $"{(one.Scheme.Bits + one.Scheme.BitsOfRanges + 7) / 8:n0}",
                Short(one.Quality.Loss, "f4"),
                Percentage.Of(one.Quality.Accuracy),
                Short(one.Quality.Divergence, "g3"),
                Short(one.PredictedDivergence, "g3"));
        }

        table.Print();
        Terminal.Result("");
        PrintBits(measurement);
        Terminal.Note($"Judged on {measurement.Inputs} inputs; divergence is the mean of KL(before ‖ after) in nats, and what the Fisher information predicts of it.");
        if (file is not null) Terminal.Note($"The model with bits allocated by {measurement.Configuration.By} is in {file}, its parameters rounded but stored in full.");
    }

    private static void PrintBits(QuantisationMeasurement measurement)
    {
        QuantisedModel[] allocated = [.. measurement.Quantised.Where(one => !one.Scheme.IsUniform)];
        ResultTable table = new(["tensor", "size", .. allocated.Select(one => $"bits by {one.GroupingName}")]);
        foreach (QuantisationGroup tensor in allocated[0].Scheme.Groups)
            table.Add([tensor.Name, $"{tensor.Count}", .. allocated.Select(one => Bits(one.Scheme, tensor))]);
        table.Print();
    }

    private static string Bits(QuantisationScheme scheme, QuantisationGroup tensor)
    {
        (int Bits, int Count)[] within = [.. scheme.Groups.Zip(scheme.Quantisers)
            .Where(one => one.First.Start >= tensor.Start && one.First.Start < tensor.Start + tensor.Count).Select(one => (one.Second.Bits, one.First.Count))];
        int least = within.Min(one => one.Bits), most = within.Max(one => one.Bits);
        if (least == most) return $"{least}";
        double mean = (double)within.Sum(one => (long)one.Bits * one.Count) / within.Sum(one => one.Count);
        return string.Create(CultureInfo.InvariantCulture, $"{mean:f1} ({least} to {most})");
    }

    private static string Short(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
