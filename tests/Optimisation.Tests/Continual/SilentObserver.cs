using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.Continual;

/// <summary>One who is told and keeps nothing.</summary>
internal sealed class SilentObserver : ITrainingObserver
{
    public void StepTaken(in StepReport report)
    {
        // Nothing of it is kept.
    }

    public void EpochCompleted(EpochRecord record)
    {
        // Nothing of it is kept.
    }

    public void CheckpointDue(TrainingPosition position)
    {
        // Nothing of it is kept.
    }
}
