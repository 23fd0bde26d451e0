using System.Text.Json.Serialization;

namespace Neuromanifold.Experiments.Information;

/// <summary>How measurements look in JSON.</summary>
[JsonSerializable(typeof(FisherDocument))]
[JsonSerializable(typeof(WholeSpectrumDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class InformationJson : JsonSerializerContext;
