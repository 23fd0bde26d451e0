using Neuromanifold.Fisher.Relative.Responses;

namespace Neuromanifold.Experiments.Information.Zones;

/// <summary>What is measured of a model's relative Fisher information.</summary>
/// <param name="Probe">The model and its inputs.</param>
public sealed record RelativeConfiguration(ProbeConfiguration Probe)
{
    /// <summary>What the network does not say of its neurons: ω, ι and s.</summary>
    public ResponseOptions Responses { get; init; } = new();

    /// <summary>Refuses what can be seen to be wrong before any file is read.</summary>
    /// <exception cref="InvalidInputException">Something is.</exception>
    public void Validate()
    {
        Probe.Validate();
        Responses.Validate();
    }
}
