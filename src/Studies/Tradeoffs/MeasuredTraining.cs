using Neuromanifold.Experiments.Runs;
using Neuromanifold.Experiments.Runs.Checkpoints;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>Measures a network before training and after every epoch, each once, and writes a checkpoint behind the measurement.</summary>
/// <param name="network">The network's name.</param>
/// <param name="session">Its training.</param>
/// <param name="fingerprint">What identifies the data.</param>
/// <param name="store">Where checkpoints go.</param>
/// <param name="file">Where measurements go.</param>
/// <param name="probe">What is measured.</param>
/// <param name="progress">Who watches.</param>
/// <param name="cancellation">Stops a measurement, too.</param>
internal sealed class MeasuredTraining(
    string network, Session<float> session, string fingerprint, CheckpointStore store, MeasurementFile file, TradeoffsProbe probe, ITrainingProgress progress, CancellationToken cancellation) : ITrainingObserver
{
    public void StepTaken(in StepReport report) => progress.StepTaken(report);

    public void EpochCompleted(EpochRecord record) => progress.EpochCompleted(record);

    public void CheckpointDue(TrainingPosition position)
    {
        // A stop within an epoch wants its checkpoint before anything else, and there is nothing to measure then.
        if (position.StepInEpoch == 0 && !file.Has(network, session.Configuration.Seed, position.Epoch))
        {
            EvaluationResult? test = position.Records.Count > 0 ? position.Records[^1].Test : null;
            file.Append(new EpochMeasurement(network, session.Configuration.Seed, position.Epoch, test?.Loss, test?.Accuracy, probe.Measure(session.Model, cancellation)));
        }

        store.Save(session.Model, session.Optimiser.State, position, fingerprint);
    }
}
