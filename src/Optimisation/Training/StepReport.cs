namespace Neuromanifold.Optimisation.Training;

/// <summary>A run's progress after a step.</summary>
/// <param name="Epoch">The number of the epoch under way, from 1.</param>
/// <param name="StepInEpoch">Steps taken in it.</param>
/// <param name="StepsPerEpoch">Steps it has.</param>
/// <param name="Loss">The mean loss of the step's batch.</param>
/// <param name="Accuracy">The share of its labels predicted right; null where outcomes are not labels.</param>
/// <param name="EpochSeconds">Seconds of training in this epoch.</param>
public readonly record struct StepReport(int Epoch, int StepInEpoch, int StepsPerEpoch, double Loss, double? Accuracy, double EpochSeconds);
