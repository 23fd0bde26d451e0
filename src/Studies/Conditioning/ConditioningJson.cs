namespace Neuromanifold.Studies.Conditioning;

/// <summary>How they look in JSON.</summary>
[JsonSerializable(typeof(MeasuredRows<ConditioningMeasurement>))]
[JsonSerializable(typeof(ConditioningDocuments.ConditioningDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
internal sealed partial class ConditioningJson : JsonSerializerContext;
