namespace Neuromanifold.Experiments.Runs;

/// <summary>What a comparison found.</summary>
/// <param name="Runs">Every run, seed by seed.</param>
/// <param name="StepCosts">What a step of each optimiser costs.</param>
public sealed record ComparisonResult(IReadOnlyList<ComparedRun> Runs, IReadOnlyList<StepCost> StepCosts);
