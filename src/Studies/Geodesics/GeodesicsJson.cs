namespace Neuromanifold.Studies.Geodesics;

/// <summary>How they look in JSON.</summary>
[JsonSerializable(typeof(GeodesicsDocuments.GeodesicsDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class GeodesicsJson : JsonSerializerContext;
