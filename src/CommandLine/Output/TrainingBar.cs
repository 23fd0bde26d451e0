using System.Diagnostics;
using Neuromanifold.Optimisation.Training;
using Spectre.Console;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A bar with loss, accuracy, samples a second and the time left; drawn ten times a second from the training thread itself.</summary>
internal sealed class TrainingBar(ProgressContext context, string label, int epochs) : ITrainingProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly ProgressTask _task = context.AddTask(label.EscapeMarkup(), maxValue: 1);
    private long _last;
    private double _loss = double.NaN;
    private double? _accuracy;
    private string _speed = "";

    public void StepTaken(in StepReport report)
    {
        // A running mean over some fifty batches shows the trend rather than the noise.
        _loss = double.IsNaN(_loss) ? report.Loss : _loss + (0.02 * (report.Loss - _loss));
        _accuracy = report.Accuracy is { } share ? (_accuracy ?? share) + (0.02 * (share - (_accuracy ?? share))) : null;
        if (Stopwatch.GetElapsedTime(_last) < Interval) return;
        _last = Stopwatch.GetTimestamp();
        _task.Value = (report.Epoch - 1 + ((double)report.StepInEpoch / report.StepsPerEpoch)) / epochs;
        Describe(report.Epoch);
        context.Refresh();
    }

    public void EpochCompleted(EpochRecord record)
    {
        Terminal.ErrorConsole.WriteLine($"{label}: epoch {record.Epoch}/{epochs}: {EpochLines.Describe(record)}");
        _speed = $" {record.SamplesPerSecond:n0} samples/s";
        _task.Value = (double)record.Epoch / epochs;
        Describe(record.Epoch);
        context.Refresh();
    }

    private void Describe(int epoch)
    {
        string accuracy = _accuracy is null ? "" : $" accuracy {Percentage.Of(_accuracy)}";
        _task.Description = $"{label} {epoch}/{epochs} loss {_loss:f4}{accuracy}{_speed}".EscapeMarkup();
    }
}
