using System.Text.Json.Serialization;

namespace Neuromanifold.Experiments.Information;

/// <summary>How they look in JSON.</summary>
[JsonSerializable(typeof(FisherDocuments.FisherDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class FisherJson : JsonSerializerContext;
