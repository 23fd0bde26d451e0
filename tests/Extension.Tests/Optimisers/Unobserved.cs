using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Extension.Tests.Optimisers;

/// <summary>Nobody watches.</summary>
public sealed class Unobserved : ITrainingObserver
{
    public void StepTaken(in StepReport report)
    {
    }

    public void EpochCompleted(EpochRecord record)
    {
    }

    public void CheckpointDue(TrainingPosition position)
    {
    }
}
