using System.Numerics;

namespace Neuromanifold.Experiments.Runs;

/// <summary>Writes what a run does into its directory, and passes it on to who watches.</summary>
/// <param name="session">The run.</param>
/// <param name="fingerprint">What identifies its data.</param>
/// <param name="directory">Its directory.</param>
/// <param name="checkpoint">The checkpoint that it goes on from; null for a new run.</param>
/// <param name="progress">Who watches.</param>
internal sealed class RunKeeper<T>(Session<T> session, string fingerprint, RunDirectory directory, TrainingPosition? checkpoint, ITrainingProgress progress) : ITrainingObserver
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Where the run can be continued from; null before the first checkpoint.</summary>
    public TrainingPosition? LastCheckpoint { get; private set; } = checkpoint;

    public void StepTaken(in StepReport report) => progress.StepTaken(report);

    public void EpochCompleted(EpochRecord record)
    {
        directory.Metrics.Append(RunEpoch.Of(record));
        progress.EpochCompleted(record);
    }

    public void CheckpointDue(TrainingPosition position)
    {
        directory.Checkpoints.Save(session.Model, session.Optimiser.State, position, fingerprint);
        LastCheckpoint = position;
    }
}
