namespace Neuromanifold.Studies.Plateau;

/// <summary>What stands in JSON.</summary>
internal static class PlateauDocuments
{
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
}
