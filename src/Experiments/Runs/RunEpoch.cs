namespace Neuromanifold.Experiments.Runs;

/// <summary>What was measured in one epoch: a line of metrics.jsonl and an entry of summary.json.</summary>
/// <remarks>A value that is not finite is written as null, with the reason beside it, and read as NaN.</remarks>
public sealed record RunEpoch
{
    /// <summary>The epoch's number, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Seconds of training in this epoch, without evaluation.</summary>
    public required double Seconds { get; init; }

    /// <summary>The mean loss over its batches, each before its step, in nats.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>The mean loss of the test part after it, in nats.</summary>
    public required double TestLoss { get; init; }

    /// <summary>The share of the test part classified correctly; null where outcomes are not labels.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>The mean loss of the held-out part after it; absent where nothing is held out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationLoss { get; init; }

    /// <summary>The share of the held-out part classified correctly; absent where nothing is held out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationAccuracy { get; init; }

    /// <summary>Examples trained on a second, evaluation not counted.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>Why a value is null; absent where none is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason => Undefined.Reason(
        ("train_loss", TrainLoss),
        ("test_loss", TestLoss),
        ("test_accuracy", TestAccuracy),
        ("validation_loss", ValidationLoss ?? 0),
        ("validation_accuracy", ValidationAccuracy ?? 0),
        ("samples_per_second", SamplesPerSecond));

    /// <summary>The epochs of a file of them, metrics.jsonl.</summary>
    public static JsonLines<RunEpoch> LinesIn(string path) => new(path, "the measurements of an epoch", MetricsJson.Default.RunEpoch);

    /// <summary>The measurements of an epoch of training.</summary>
    public static RunEpoch Of(EpochRecord record) => new()
    {
        Epoch = record.Epoch,
        Seconds = record.Seconds,
        TrainLoss = record.TrainLoss,
        TestLoss = record.Test.Loss,
        TestAccuracy = record.Test.Accuracy,
        ValidationLoss = record.Validation?.Loss,
        ValidationAccuracy = record.Validation?.Accuracy,
        SamplesPerSecond = record.SamplesPerSecond,
    };
}
