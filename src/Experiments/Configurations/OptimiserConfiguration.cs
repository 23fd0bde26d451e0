using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Optimisation;
using Neuromanifold.Optimisation.Catalogue;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>An optimiser by name, and those of its settings that its user chose.</summary>
/// <param name="Name">The optimiser's name.</param>
public sealed record OptimiserConfiguration(string Name)
{
    /// <summary>The settings that differ from the optimiser's defaults.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The optimiser's description.</summary>
    /// <exception cref="InvalidInputException">There is none of that name.</exception>
    public OptimiserKind Kind => NamedChoice.Find("--optimizer", Name, OptimiserKinds.All, kind => kind.Name);

    /// <summary>The name, and in brackets what was chosen: kfac (damping=0.01).</summary>
    public string Label => Given.Count == 0 ? Name : $"{Name} ({string.Join(", ", Given.Select(setting => $"{setting.Key}={setting.Value}"))})";

    /// <summary>All settings.</summary>
    /// <exception cref="InvalidInputException">One is unknown or not allowed.</exception>
    public OptimiserSettings Settings => new(Kind, Given);

    /// <summary>Reads "NAME" or "NAME:setting=value:…", as in kfac:damping=0.01.</summary>
    /// <exception cref="InvalidInputException">The text is anything else, or names something unknown.</exception>
    public static OptimiserConfiguration Parse(string text)
    {
        string[] parts = text.Split(':');
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        foreach (string part in parts.AsSpan(1))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !given.TryAdd(part[..equals], part[(equals + 1)..]))
                throw new InvalidInputException("--optimizers", $"'{text}'", "NAME or NAME:setting=value:setting=value, as in kfac:damping=0.01");
        }

        OptimiserConfiguration configuration = new(parts[0]) { Given = given };
        _ = configuration.Settings;
        return configuration;
    }

    /// <summary>Its name and all its settings as a JSON object, numbers as numbers.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = new() { ["name"] = Name };
        foreach ((string setting, string text) in Settings.Values)
            json[setting.Replace('-', '_')] = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : text;
        return json;
    }

    /// <summary>The optimiser for a network and a team of <paramref name="members"/>.</summary>
    public Optimiser<T> Create<T>(Network network, int members)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Kind.Create<T>(network, Settings, members);
}
