namespace Neuromanifold.Optimisation.Training;

/// <summary>One who watches a run and keeps it.</summary>
public interface ITrainingObserver : ITrainingProgress
{
    /// <summary>The run can go on from here to the bit: the moment to write a checkpoint.</summary>
    void CheckpointDue(TrainingPosition position);
}
