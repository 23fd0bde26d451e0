namespace Neuromanifold.Experiments.Comparisons;

/// <summary>What a step of an optimiser costs in the long run.</summary>
/// <param name="Optimiser">The optimiser, with the settings that were chosen for it.</param>
/// <param name="Ratio">Relative to a step of plain gradient descent.</param>
/// <param name="Seconds">On this machine.</param>
public sealed record StepCost(string Optimiser, double Ratio, double Seconds);
