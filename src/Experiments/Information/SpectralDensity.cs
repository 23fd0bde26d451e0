using System.Collections.Immutable;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Fisher.Spectra;
using Neuromanifold.Numerics.Estimation;

namespace Neuromanifold.Experiments.Information;

/// <summary>Eigenvalues counted in bins of equal width in the logarithm, from the largest down to what counts as zero.</summary>
/// <param name="Bins">From small to large.</param>
internal sealed record SpectralDensity(ImmutableArray<SpectralBin> Bins)
{
    private const int BinsPerDecade = 2;
    private const int MaximumDecades = 12;

    /// <summary>Counts known eigenvalues.</summary>
    public static SpectralDensity Of(Spectrum spectrum) => new(
        [.. Edges(spectrum.Eigenvalues[0], spectrum.RankThreshold).Select(bin => new SpectralBin(bin.From, bin.To, spectrum.Eigenvalues.Count(value => value > bin.From && value <= bin.To), null))]);

    /// <summary>Estimates the counts above a threshold.</summary>
    public static SpectralDensity Of(LanczosQuadrature runs, double threshold) => new(
    [
        .. Edges(runs.Largest, threshold).Select(bin =>
        {
            Estimate count = runs.Trace(value => value > bin.From && value <= bin.To ? 1 : 0);
            return new SpectralBin(bin.From, bin.To, count.Value, count.StandardError);
        }),
    ]);

    private static IEnumerable<(double From, double To)> Edges(double largest, double least)
    {
        if (!(largest > 0)) yield break;
        double top = Math.Ceiling(Math.Log10(largest) * BinsPerDecade), bottom = Math.Max(top - (MaximumDecades * BinsPerDecade), least > 0 ? Math.Floor(Math.Log10(least) * BinsPerDecade) : double.NegativeInfinity);
        for (double edge = bottom; edge < top; edge++) yield return (Math.Pow(10, edge / BinsPerDecade), Math.Pow(10, (edge + 1) / BinsPerDecade));
    }
}
