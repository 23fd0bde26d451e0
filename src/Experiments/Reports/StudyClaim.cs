namespace Neuromanifold.Experiments.Reports;

/// <summary>Something that was published, and what was found.</summary>
/// <param name="Subject">What it was looked for in, as in the name of a network.</param>
/// <param name="Published">What was published, in a sentence.</param>
/// <param name="Measured">What was measured, in a sentence.</param>
/// <param name="Value">The number that decides; null where it is undefined.</param>
/// <param name="Held">Whether the claim held; null where it could not be judged, which <paramref name="Measured"/> explains.</param>
public sealed record StudyClaim(string Subject, string Published, string Measured, double? Value, bool? Held);
