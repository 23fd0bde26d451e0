using System.Text.Json.Serialization;

namespace Neuromanifold.Experiments.Information;

/// <summary>How they look in JSON.</summary>
[JsonSerializable(typeof(SpectrumDocuments.WholeSpectrumDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class SpectrumJson : JsonSerializerContext;
