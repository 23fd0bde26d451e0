namespace Neuromanifold.Data.Datasets;

/// <summary>What to train on and what to measure on.</summary>
/// <param name="Training">The examples to learn from.</param>
/// <param name="Test">The examples every epoch is evaluated on.</param>
/// <param name="Validation">Examples held out of the training part, on which choices and stops depend; null for none.</param>
public sealed record TrainingData(IExamples Training, IExamples Test, IExamples? Validation = null);
