namespace Neuromanifold.Studies.Trials;

/// <summary>Numbers that a trial left.</summary>
/// <param name="Part">Which part of the study, as in "permuted digits".</param>
/// <param name="Method">What was tried.</param>
/// <param name="Setting">The setting it was tried with, as a number of bits; null where there is none.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Values">The numbers by name, all finite; what is undefined is left out.</param>
public sealed record TrialRow(string Part, string Method, double? Setting, long Seed, IReadOnlyDictionary<string, double> Values);
