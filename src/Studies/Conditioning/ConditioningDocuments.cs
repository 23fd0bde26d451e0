namespace Neuromanifold.Studies.Conditioning;

/// <summary>What stands in JSON.</summary>
internal static class ConditioningDocuments
{
    /// <summary>The study's own members of study.json.</summary>
    internal sealed record ConditioningDocument(
        double Distance,
        double Reduction,
        int Starts,
        NetworkPlan Network,
        IReadOnlyList<ProblemDocument> Problems,
        IReadOnlyList<ConditioningMeasurement> Measurements);

    /// <summary>A problem in study.json.</summary>
    internal sealed record ProblemDocument(string Name, string Description, string ConditionOf);
}
