namespace Neuromanifold.Experiments.Runs;

/// <summary>How the summary of a run looks in JSON: names in snake_case, numbers in full precision.</summary>
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonElement))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n", Converters = [typeof(FiniteOrNullConverter)])]
internal sealed partial class RunJson : JsonSerializerContext;
