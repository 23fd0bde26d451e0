namespace Neuromanifold.Studies.Trials;

/// <summary>How a line of trials looks in JSON.</summary>
[JsonSerializable(typeof(MeasuredRows<TrialRow>))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
internal sealed partial class TrialJson : JsonSerializerContext;
