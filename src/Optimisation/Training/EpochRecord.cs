using Neuromanifold.Data.Datasets;

namespace Neuromanifold.Optimisation.Training;

/// <summary>What happened in an epoch.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Seconds">Seconds of training, without evaluation.</param>
/// <param name="TrainLoss">The mean loss over its batches, each before its step.</param>
/// <param name="SamplesPerSecond">Examples trained on a second.</param>
/// <param name="Test">The model after it on the test part.</param>
/// <param name="Validation">The model after it on the held-out part, if there is one.</param>
public sealed record EpochRecord(int Epoch, double Seconds, double TrainLoss, double SamplesPerSecond, EvaluationResult Test, EvaluationResult? Validation);
