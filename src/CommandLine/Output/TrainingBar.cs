using System.Diagnostics;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Optimisation.Training;
using Spectre.Console;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A bar with loss, accuracy, samples a second and the time left; drawn ten times a second from the training thread itself.</summary>
internal sealed class TrainingBar(ProgressContext context, string label, RunConfiguration run) : ITrainingProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly ProgressTask _task = context.AddTask(label.EscapeMarkup(), maxValue: 1);
    private long _last;
    private double _loss = double.NaN;
    private double? _accuracy;
    private double _speed;

    public void StepTaken(in StepReport report)
    {
        // A running mean over some fifty batches shows the trend rather than the noise.
        _loss = double.IsNaN(_loss) ? report.Loss : _loss + (0.02 * (report.Loss - _loss));
        _accuracy = report.Accuracy is { } share ? (_accuracy ?? share) + (0.02 * (share - (_accuracy ?? share))) : null;
        if (Stopwatch.GetElapsedTime(_last) < Interval) return;
        _last = Stopwatch.GetTimestamp();
        _task.Value = (report.Epoch - 1 + ((double)report.StepInEpoch / report.StepsPerEpoch)) / run.Epochs;
        _speed = (double)report.StepInEpoch * run.Batch / report.EpochSeconds;
        Describe(report.Epoch);
        context.Refresh();
    }

    public void EpochCompleted(EpochRecord record)
    {
        Terminal.Note($"{label}: epoch {record.Epoch}/{run.Epochs}: {EpochLines.Describe(record)}");
        _speed = record.SamplesPerSecond;
        _task.Value = (double)record.Epoch / run.Epochs;
        Describe(record.Epoch);
        context.Refresh();
    }

    /// <summary>Takes the bar away, also that of a run which ended early.</summary>
    public void End() => _task.StopTask();

    private void Describe(int epoch)
    {
        string accuracy = _accuracy is null ? "" : $" accuracy {Percentage.Of(_accuracy)}";
        _task.Description = $"{label} {epoch}/{run.Epochs} loss {_loss:f4}{accuracy} {_speed:n0} samples/s".EscapeMarkup();
    }
}
