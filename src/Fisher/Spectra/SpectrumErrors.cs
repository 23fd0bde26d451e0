namespace Neuromanifold.Fisher.Spectra;

/// <summary>Standard errors of an estimated <see cref="Spectrum"/>.</summary>
/// <param name="Trace">Of the trace.</param>
/// <param name="Rank">Of the rank.</param>
/// <param name="EffectiveDimension">Of the effective dimension.</param>
/// <param name="Samples">The number of probes.</param>
/// <param name="Seed">Their seed.</param>
public sealed record SpectrumErrors(double Trace, double Rank, double EffectiveDimension, int Samples, long Seed);
