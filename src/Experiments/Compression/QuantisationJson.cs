namespace Neuromanifold.Experiments.Compression;

/// <summary>How they look in JSON.</summary>
[JsonSerializable(typeof(QuantisationDocuments.QuantisationDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class QuantisationJson : JsonSerializerContext;
