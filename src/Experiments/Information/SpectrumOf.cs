using Neuromanifold.Experiments.Reports;
using Neuromanifold.Fisher.Spectra;

namespace Neuromanifold.Experiments.Information;

/// <summary>The spectrum of all parameters, or of one layer's.</summary>
/// <param name="Name">Which.</param>
/// <param name="Spectrum">Eigenvalues and what follows from them.</param>
/// <param name="Density">How many eigenvalues lie where.</param>
internal sealed record SpectrumOf(string Name, Spectrum Spectrum, SpectralDensity Density)
{
    private const string Format = "g4";

    /// <summary>The largest eigenvalue; null where none is known.</summary>
    public double? Largest => Spectrum.Eigenvalues.Count > 0 ? Spectrum.Eigenvalues[0] : null;

    private string Method => Spectrum.Method switch { SpectrumMethod.Gram => "gram", SpectrumMethod.Dense => "dense", _ => "lanczos" };

    public SpectrumDocuments.SpectrumDocument ToJson() => new(
        Spectrum.Eigenvalues,
        Spectrum.Trace,
        Spectrum.Rank,
        Spectrum.RankThreshold,
        Spectrum.EffectiveDimension,
        Method,
        Spectrum.StandardErrors is { } errors ? new SpectrumDocuments.SpectrumErrorDocument(errors.Trace, errors.Rank, errors.EffectiveDimension, errors.Samples, errors.Seed) : null,
        Density.Bins);

    public string[] ToRow() =>
    [
        Name,
        Method,
        Largest is { } largest ? NumberText.Format(largest, Format) : "-",
        NumberText.WithError(Spectrum.Trace, Spectrum.StandardErrors?.Trace, Format),
        NumberText.WithError(Spectrum.Rank, Spectrum.StandardErrors?.Rank, Format),
        NumberText.Format(Spectrum.RankThreshold, Format),
        NumberText.WithError(Spectrum.EffectiveDimension, Spectrum.StandardErrors?.EffectiveDimension, Format),
    ];
}
