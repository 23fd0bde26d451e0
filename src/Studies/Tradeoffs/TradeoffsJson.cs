namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>How a line of measurements looks in JSON.</summary>
[JsonSerializable(typeof(EpochMeasurement))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
internal sealed partial class TradeoffsJson : JsonSerializerContext;
