using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Neuromanifold.Experiments.Runs;

/// <summary>The optimiser of a run.</summary>
/// <param name="Name">Its name, as in kfac.</param>
/// <param name="Settings">Its settings, which stand beside the name in JSON; none is called "name", none is NaN or infinite.</param>
[JsonConverter(typeof(RunOptimiserConverter))]
public sealed record RunOptimiser(string Name, JsonObject Settings);
