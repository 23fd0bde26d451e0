using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Experiments.Runs.Checkpoints;

/// <summary>What a checkpoint holds beside the tensors.</summary>
/// <param name="Position">Where the run stood.</param>
/// <param name="Extra">What was kept with it.</param>
public sealed record Checkpoint(TrainingPosition Position, IReadOnlyDictionary<string, string> Extra);
