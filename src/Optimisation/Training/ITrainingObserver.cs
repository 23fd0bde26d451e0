namespace Neuromanifold.Optimisation.Training;

/// <summary>One who watches a run.</summary>
public interface ITrainingObserver
{
    /// <summary>A step has been taken.</summary>
    void StepTaken(in StepReport report);

    /// <summary>An epoch has been completed and evaluated.</summary>
    void EpochCompleted(EpochRecord record);

    /// <summary>The run can go on from here to the bit: the moment to write a checkpoint.</summary>
    void CheckpointDue(TrainingPosition position);
}
