namespace Neuromanifold.Optimisation.Training;

/// <summary>Where a run stands: with the parameters, statistics and the optimiser's state, all that is needed to go on to the bit.</summary>
public sealed record TrainingPosition
{
    /// <summary>Epochs completed.</summary>
    public int Epoch { get; init; }

    /// <summary>Steps taken in the epoch under way.</summary>
    public int StepInEpoch { get; init; }

    /// <summary>Steps taken in all.</summary>
    public long Steps { get; init; }

    /// <summary>The sum of the losses of the examples seen in this epoch.</summary>
    public double LossSum { get; init; }

    /// <summary>Seconds of training, without evaluation, in this epoch.</summary>
    public double EpochSeconds { get; init; }

    /// <summary>Records of the epochs completed.</summary>
    public IReadOnlyList<EpochRecord> Records { get; init; } = [];
}
