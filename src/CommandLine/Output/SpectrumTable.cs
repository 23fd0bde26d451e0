using System.Globalization;
using Neuromanifold.Experiments.Information;
using Neuromanifold.Fisher.Spectra;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A measured spectrum: a row for all parameters and each layer, and how the eigenvalues lie.</summary>
internal static class SpectrumTable
{
    private const int BarWidth = 40;

    public static void Print(SpectrumMeasurement measurement)
    {
        ResultTable table = new("parameters", "method", "largest", "trace", "rank", "threshold", "effective dimension");
        foreach (SpectrumOf part in (SpectrumOf[])[.. measurement.Layers, measurement.Whole]) Add(table, part);
        table.Print();
        Terminal.Result("");
        PrintDensity(measurement.Whole.Density);
        Terminal.Note($"{measurement.Inputs} inputs, {measurement.Likelihood} likelihood; rank counts eigenvalues above the threshold; effective dimension is Σ λ/(λ + δ) with δ = {Short(measurement.Damping)}.");
    }

    private static void Add(ResultTable table, SpectrumOf part)
    {
        Spectrum spectrum = part.Spectrum;
        SpectrumErrors? errors = spectrum.StandardErrors;
        table.Add(
            part.Name,
            SpectrumJson.NameOf(spectrum.Method),
            spectrum.Eigenvalues.Count > 0 ? Short(spectrum.Eigenvalues[0]) : "-",
            WithError(spectrum.Trace, errors?.Trace),
            WithError(spectrum.Rank, errors?.Rank),
            Short(spectrum.RankThreshold),
            WithError(spectrum.EffectiveDimension, errors?.EffectiveDimension));
    }

    private static void PrintDensity(SpectralDensity density)
    {
        double most = density.Bins.IsEmpty ? 0 : density.Bins.Max(bin => bin.Count);
        foreach (SpectralBin bin in density.Bins.Reverse())
            Terminal.Result($"{Short(bin.From),9} – {Short(bin.To),-9} {new string('█', most > 0 ? (int)Math.Round(BarWidth * bin.Count / most) : 0),-BarWidth} {WithError(bin.Count, bin.StandardError)}");
    }

    private static string WithError(double value, double? error) => error is { } spread ? $"{Short(value)} ± {Short(spread)}" : Short(value);

    private static string Short(double value) => value.ToString("g4", CultureInfo.InvariantCulture);
}
