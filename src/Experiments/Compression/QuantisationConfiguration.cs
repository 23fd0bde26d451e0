using Neuromanifold.Experiments.Information;
using Neuromanifold.Optimisation.Compression.Quantisation;

namespace Neuromanifold.Experiments.Compression;

/// <summary>How a model is quantised, and on which inputs that is judged.</summary>
/// <param name="Probe">The model and its inputs.</param>
/// <param name="Bits">The mean number of bits of a parameter.</param>
public sealed record QuantisationConfiguration(ProbeConfiguration Probe, int Bits)
{
    private static readonly string[] s_groupings = ["tensor", "channel"];

    /// <summary>tensor or channel: what shares a range in the model that is written.</summary>
    public string By { get; init; } = "channel";

    /// <summary>What shares a range in the model that is written.</summary>
    public QuantisationGrouping Grouping => NamedChoice.Find("--by", By, s_groupings) == "tensor" ? QuantisationGrouping.Tensor : QuantisationGrouping.Channel;

    /// <summary>Refuses what can be seen to be wrong before any file is read.</summary>
    /// <exception cref="InvalidInputException">Something is.</exception>
    public void Validate()
    {
        Probe.Validate();
        _ = Grouping;
        if (Bits is < 1 or > BitAllocation.MostBits) throw new InvalidInputException("--bits", $"{Bits}", $"a whole number from 1 to {BitAllocation.MostBits}");
    }
}
