namespace Neuromanifold.Studies.Trials;

/// <summary>A trial that has been run.</summary>
/// <param name="Trial">Its name.</param>
/// <param name="Rows">What it left.</param>
public sealed record TrialRecord(string Trial, IReadOnlyList<TrialRow> Rows);
