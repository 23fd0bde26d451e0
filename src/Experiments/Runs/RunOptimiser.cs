using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Neuromanifold.Experiments.Runs;

/// <summary>The optimiser of a run.</summary>
public sealed record RunOptimiser
{
    /// <summary>Its name, as in kfac.</summary>
    public required string Name { get; init; }

    /// <summary>Its settings, which stand beside the name in JSON.</summary>
    [JsonExtensionData]
    public JsonObject? Settings { get; init; }
}
