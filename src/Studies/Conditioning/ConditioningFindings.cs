namespace Neuromanifold.Studies.Conditioning;

/// <summary>All that the study found and all that decided it.</summary>
internal sealed record ConditioningFindings(
    ConditioningPlan Plan, StudyConfiguration Configuration, IReadOnlyList<ConditionedProblem> Problems, IReadOnlyList<ConditioningMeasurement> Measurements)
{
    /// <summary>What was measured on a problem.</summary>
    public ConditioningMeasurement[] Of(ConditionedProblem problem) => [.. Measurements.Where(one => one.Problem == problem.Name)];
}
