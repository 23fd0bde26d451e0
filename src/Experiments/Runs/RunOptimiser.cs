using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.Experiments.Runs;

/// <summary>The optimiser of a run.</summary>
public sealed record RunOptimiser
{
    /// <summary>Its name, as in kfac.</summary>
    public required string Name { get; init; }

    /// <summary>Its settings, which stand beside the name in JSON.</summary>
    [JsonExtensionData]
    public JsonObject? Settings { get; init; }

    /// <summary>An optimiser with all of its settings, numbers as numbers.</summary>
    public static RunOptimiser Of(OptimiserConfiguration configuration)
    {
        JsonObject settings = [];
        foreach ((string name, string text) in configuration.Settings.Values)
            settings[name] = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : text;
        return new RunOptimiser { Name = configuration.Name, Settings = settings };
    }
}
