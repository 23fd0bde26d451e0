namespace Neuromanifold.Experiments.Reports;

/// <summary>What was measured at the end of one epoch.</summary>
internal sealed record ReportEpoch
{
    /// <summary>The epoch's number; 0 is the network before training.</summary>
    public required int Epoch { get; init; }

    /// <summary>Seconds from the start of training to the end of this epoch.</summary>
    public required double Seconds { get; init; }

    /// <summary>Mean negative log-likelihood of the training part, in nats.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>Mean negative log-likelihood of the test part, in nats.</summary>
    public required double TestLoss { get; init; }

    /// <summary>Share of the test part that is classified correctly, in [0, 1]; null where there are no classes.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>Training examples per second of this epoch, evaluation not counted.</summary>
    public required double SamplesPerSecond { get; init; }
}
