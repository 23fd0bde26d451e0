namespace Neuromanifold.Experiments.Comparisons;

/// <summary>How they look in JSON.</summary>
[JsonSerializable(typeof(ComparisonDocuments.ComparisonDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n", Converters = [typeof(Files.FiniteOrNullConverter)])]
internal sealed partial class ComparisonJson : JsonSerializerContext;
