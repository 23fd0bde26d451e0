namespace Neuromanifold.Experiments.Runs;

/// <summary>How a line of measurements looks in JSON: as an epoch of the summary does, on one line.</summary>
[JsonSerializable(typeof(RunEpoch))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteOrNullConverter)])]
internal sealed partial class MetricsJson : JsonSerializerContext;
