using System.Numerics;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Experiments.Runs;

/// <summary>Writes what a run does into its directory, and passes it on to who watches.</summary>
internal sealed class RunKeeper<T>(Session<T> session, string fingerprint, RunDirectory directory, ITrainingProgress progress) : ITrainingObserver
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Where the run can be continued from.</summary>
    public TrainingPosition LastCheckpoint { get; private set; } = new();

    public void StepTaken(in StepReport report) => progress.StepTaken(report);

    public void EpochCompleted(EpochRecord record)
    {
        directory.AppendMetrics(RunEpoch.Of(record));
        progress.EpochCompleted(record);
    }

    public void CheckpointDue(TrainingPosition position)
    {
        directory.Checkpoints.Save(session.Model, session.Optimiser.State, position, fingerprint);
        LastCheckpoint = position;
    }
}
