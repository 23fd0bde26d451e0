namespace Neuromanifold.Experiments.Information.Zones;

/// <summary>How they look in JSON.</summary>
[JsonSerializable(typeof(RelativeDocuments.RelativeDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class RelativeJson : JsonSerializerContext;
