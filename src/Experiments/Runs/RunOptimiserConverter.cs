using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Neuromanifold.Experiments.Runs;

/// <summary>An optimiser in JSON: one object of its name and its settings.</summary>
internal sealed class RunOptimiserConverter : JsonConverter<RunOptimiser>
{
    private const string NameMember = "name";

    /// <inheritdoc/>
    public override RunOptimiser Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonObject settings = document.RootElement.ValueKind == JsonValueKind.Object ? JsonObject.Create(document.RootElement.Clone())! : throw new JsonException("An optimiser is not an object.");
        if (settings[NameMember] is not JsonValue found || !found.TryGetValue(out string? name)) throw new JsonException("An optimiser has no name.");
        settings.Remove(NameMember);
        return new RunOptimiser(name, settings);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RunOptimiser value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(NameMember, value.Name);
        foreach ((string name, JsonNode? setting) in value.Settings)
        {
            writer.WritePropertyName(name);
            if (setting is null) writer.WriteNullValue();
            else setting.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
