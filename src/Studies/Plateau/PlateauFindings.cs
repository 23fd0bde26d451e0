namespace Neuromanifold.Studies.Plateau;

/// <summary>All that the study found and all that decided it.</summary>
internal sealed record PlateauFindings(
    PlateauPlan Plan, StudyConfiguration Configuration, IReadOnlyList<PlateauMeasurement> Measurements, IReadOnlyList<StudyClaim> Claims);

/// <summary>The study's own members of study.json.</summary>
internal sealed record PlateauDocument(
    int Inputs,
    int Batch,
    double StartLength,
    double Plateau,
    double Margin,
    double Target,
    [property: JsonPropertyName("most_steps")] int MaximumSteps,
    IReadOnlyList<PlateauMeasurement> Choices,
    IReadOnlyList<PlateauMeasurement> Measurements);

/// <summary>How they look in JSON.</summary>
[JsonSerializable(typeof(MeasuredRows<PlateauMeasurement>))]
[JsonSerializable(typeof(PlateauDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
internal sealed partial class PlateauJson : JsonSerializerContext;
