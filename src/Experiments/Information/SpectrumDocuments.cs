using System.Text.Json.Serialization;

namespace Neuromanifold.Experiments.Information;

/// <summary>What stands in JSON.</summary>
internal static class SpectrumDocuments
{
    /// <summary>A measured spectrum in JSON.</summary>
    internal record SpectrumDocument(
        IReadOnlyList<double> Eigenvalues,
        double Trace,
        double Rank,
        double RankThreshold,
        double EffectiveDimension,
        string Method,
        SpectrumErrorDocument? StandardError,
        IReadOnlyList<SpectralBin> Density);

    /// <summary>The spectrum of a layer.</summary>
    internal sealed record LayerSpectrumDocument(string Name, [property: JsonIgnore] SpectrumDocument Of) : SpectrumDocument(Of);

    /// <summary>The spectrum of all parameters.</summary>
    internal sealed record WholeSpectrumDocument([property: JsonIgnore] SpectrumDocument Of) : SpectrumDocument(Of)
    {
        public required double? Largest { get; init; }

        public required double Damping { get; init; }

        public required int Inputs { get; init; }

        public required string Likelihood { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<LayerSpectrumDocument>? Layers { get; init; }
    }

    /// <summary>Standard errors of what quadrature estimates.</summary>
    internal sealed record SpectrumErrorDocument(double Trace, double Rank, double EffectiveDimension, int Probes, long Seed);
}
