using Neuromanifold.Data.Datasets;

namespace Neuromanifold.Optimisation.Training;

/// <summary>How long and how fast to train.</summary>
public sealed record TrainingOptions
{
    /// <summary>Examples a step.</summary>
    public int BatchSize { get; init; } = 50;

    /// <summary>Passes over the training data.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>γ at full size.</summary>
    public required double LearningRate { get; init; }

    /// <summary>How γ changes.</summary>
    public LearningRateSchedule Schedule { get; init; } = new LearningRateSchedule.Constant();

    /// <summary>The root of all randomness of the run.</summary>
    public long Seed { get; init; }

    /// <summary>Training stops after the epoch that reaches this accuracy; null for never.</summary>
    public double? TargetAccuracy { get; init; }

    /// <summary>Steps between checkpoints within an epoch; 0 for at its end only.</summary>
    public int CheckpointPeriod { get; init; }
}
