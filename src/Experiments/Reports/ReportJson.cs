namespace Neuromanifold.Experiments.Reports;

// The default encoders write <, > and & as \u003C, \u003E and \u0026, so no text can end the script element the JSON stands in.
[JsonSerializable(typeof(ReportContent))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(FiniteOrNullConverter)])]
internal sealed partial class ReportJson : JsonSerializerContext;
