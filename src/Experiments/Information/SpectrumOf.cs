using Neuromanifold.Fisher.Spectra;

namespace Neuromanifold.Experiments.Information;

/// <summary>The spectrum of all parameters, or of one layer's.</summary>
/// <param name="Name">Which.</param>
/// <param name="Spectrum">Eigenvalues and what follows from them.</param>
/// <param name="Density">How many eigenvalues lie where.</param>
public sealed record SpectrumOf(string Name, Spectrum Spectrum, SpectralDensity Density);
