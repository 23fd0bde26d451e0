namespace Neuromanifold.Experiments.Comparisons;

/// <summary>One run of a comparison.</summary>
/// <param name="Configuration">What was run.</param>
/// <param name="Epochs">What was measured after each epoch.</param>
/// <param name="StepsPerEpoch">Steps an epoch.</param>
/// <param name="Failure">Why it ended early, if it diverged.</param>
internal sealed record ComparedRun(RunConfiguration Configuration, IReadOnlyList<EpochRecord> Epochs, int StepsPerEpoch, string? Failure)
{
    /// <summary>The optimiser, with the settings that were chosen for it.</summary>
    public string Optimiser => Configuration.Optimiser.Label;

    /// <summary>Steps until the end of the epoch that reached the target accuracy; null where none did.</summary>
    public long? StepsToTarget => ReachedAt is { } epoch ? (long)epoch * StepsPerEpoch : null;

    /// <summary>Seconds of training until then.</summary>
    public double? SecondsToTarget => ReachedAt is { } epoch ? Epochs.Take(epoch).Sum(record => record.Seconds) : null;

    // The number of the epoch, from 1.
    private int? ReachedAt => Configuration.TargetAccuracy is { } target
        ? Epochs.FirstOrDefault(record => (record.Validation ?? record.Test).Accuracy >= target)?.Epoch
        : null;
}
