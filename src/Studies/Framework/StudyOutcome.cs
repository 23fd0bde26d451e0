namespace Neuromanifold.Studies.Framework;

/// <summary>What a study found.</summary>
/// <param name="Claims">Each claim and whether it held.</param>
/// <param name="Json">study.json: all numbers, in full precision, without anything that depends on when it ran.</param>
/// <param name="Report">The page.</param>
public sealed record StudyOutcome(IReadOnlyList<StudyClaim> Claims, JsonObject Json, ReportContent Report);
