namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>How they look in JSON.</summary>
[JsonSerializable(typeof(TradeoffsDocuments.TradeoffsDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class TradeoffsDocumentJson : JsonSerializerContext;
