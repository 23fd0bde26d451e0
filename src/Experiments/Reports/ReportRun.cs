namespace Neuromanifold.Experiments.Reports;

/// <summary>One training run in a report.</summary>
internal sealed record ReportRun
{
    /// <summary>A name that no other run of the report has.</summary>
    public required string Name { get; init; }

    /// <summary>The optimiser's name, as in kfac.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The seed of everything random in the run.</summary>
    public required long Seed { get; init; }

    /// <summary>Measurements, one an epoch, in order.</summary>
    public IReadOnlyList<ReportEpoch> Epochs { get; init; } = [];

    /// <summary>The trained network on the test part.</summary>
    public required ReportOutcome Final { get; init; }

    /// <summary>Median time of one step, in microseconds, or null.</summary>
    public double? StepMicroseconds { get; init; }

    /// <summary>Steps until the target was met; null where none was set or it was not met.</summary>
    public long? StepsToTarget { get; init; }

    /// <summary>Seconds of training until the target was met; null where none was set or it was not met.</summary>
    public double? SecondsToTarget { get; init; }
}
