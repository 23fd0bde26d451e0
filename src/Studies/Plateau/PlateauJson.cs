namespace Neuromanifold.Studies.Plateau;

/// <summary>How they look in JSON.</summary>
[JsonSerializable(typeof(MeasuredRows<PlateauMeasurement>))]
[JsonSerializable(typeof(PlateauDocuments.PlateauDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
internal sealed partial class PlateauJson : JsonSerializerContext;
