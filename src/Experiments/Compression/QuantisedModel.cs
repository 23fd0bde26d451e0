using Neuromanifold.Optimisation.Compression.Quantisation;

namespace Neuromanifold.Experiments.Compression;

/// <summary>A model after quantisation.</summary>
/// <param name="Grouping">What shares a range.</param>
/// <param name="Scheme">Ranges and bits.</param>
/// <param name="Quality">How it does.</param>
/// <param name="PredictedDivergence">What the Fisher information says of <see cref="ModelQuality.Divergence"/>, in nats.</param>
internal sealed record QuantisedModel(QuantisationGrouping Grouping, QuantisationScheme Scheme, ModelQuality Quality, double PredictedDivergence)
{
    /// <summary>The grouping's name.</summary>
    public string GroupingName => Grouping == QuantisationGrouping.Tensor ? "tensor" : "channel";

    /// <summary>The scheme's name.</summary>
    public string SchemeName => Scheme.IsUniform ? "uniform" : "allocated";
}
