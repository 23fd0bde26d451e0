namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>Shows a training and measures it where a checkpoint is due: before it, after every epoch, and where it is stopped.</summary>
/// <param name="progress">Who watches.</param>
/// <param name="measure">Measures, and keeps the checkpoint behind the measurement.</param>
internal sealed class MeasuredTraining(ITrainingProgress progress, Action<TrainingPosition> measure) : ITrainingObserver
{
    public void StepTaken(in StepReport report) => progress.StepTaken(report);

    public void EpochCompleted(EpochRecord record) => progress.EpochCompleted(record);

    public void CheckpointDue(TrainingPosition position) => measure(position);
}
