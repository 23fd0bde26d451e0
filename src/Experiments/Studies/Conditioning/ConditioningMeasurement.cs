namespace Neuromanifold.Experiments.Studies.Conditioning;

/// <summary>The steps that two gradients took from one start, each at its best rate.</summary>
/// <param name="Problem">The manifold and its chart.</param>
/// <param name="Condition">κ, the condition number of the metric at the answer.</param>
/// <param name="Start">The number of the start.</param>
/// <param name="PlainSteps">Of the plain gradient.</param>
/// <param name="PlainRate">Its best rate, times the mean of the metric's extreme eigenvalues at the answer: one for a quadratic loss.</param>
/// <param name="NaturalSteps">Of the natural gradient.</param>
/// <param name="NaturalRate">Its best rate.</param>
public sealed record ConditioningMeasurement(string Problem, double Condition, int Start, int PlainSteps, double PlainRate, int NaturalSteps, double NaturalRate);
