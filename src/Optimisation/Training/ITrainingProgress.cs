namespace Neuromanifold.Optimisation.Training;

/// <summary>One who is told how a run goes.</summary>
public interface ITrainingProgress
{
    /// <summary>A step has been taken.</summary>
    void StepTaken(in StepReport report);

    /// <summary>An epoch has been completed and evaluated.</summary>
    void EpochCompleted(EpochRecord record);
}
