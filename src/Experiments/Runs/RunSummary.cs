namespace Neuromanifold.Experiments.Runs;

/// <summary>A run as a whole: the content of summary.json.</summary>
/// <remarks>A value that is not finite is written as null, with the reason beside it, and read as NaN.</remarks>
public sealed record RunSummary
{
    /// <summary>The command that ran, as in train.</summary>
    public required string Command { get; init; }

    /// <summary>The version of the product.</summary>
    public required string Version { get; init; }

    /// <summary>The seed of everything random.</summary>
    public required long Seed { get; init; }

    /// <summary>Threads computed on.</summary>
    public required int Threads { get; init; }

    /// <summary>The linear algebra library.</summary>
    public required string Blas { get; init; }

    /// <summary>What it learned from.</summary>
    public required RunData Data { get; init; }

    /// <summary>The network.</summary>
    public required RunModel Model { get; init; }

    /// <summary>The optimiser's name, and beside it its settings.</summary>
    [JsonPropertyName("optimizer")]
    public required JsonObject Optimiser { get; init; }

    /// <summary>Measurements, one an epoch, in order.</summary>
    public required IReadOnlyList<RunEpoch> Epochs { get; init; }

    /// <summary>Seconds from the start of the process to the end of the run.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Steps taken.</summary>
    public required long Steps { get; init; }

    /// <summary>Examples trained on a second: the median over epochs; NaN without one.</summary>
    public double SamplesPerSecond => Median([.. Epochs.Select(epoch => epoch.SamplesPerSecond)]);

    /// <summary>The most memory that the process ever held in RAM, in bytes: <see cref="ResidentMemory.Peak"/>.</summary>
    public required long PeakRssBytes { get; init; }

    /// <summary>The trained network on the test part.</summary>
    public required RunOutcome Final { get; init; }

    /// <summary>Why a value is null; absent where none is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason => Undefined.Reason(("total_seconds", TotalSeconds), ("samples_per_second", SamplesPerSecond));

    /// <summary>A row an epoch.</summary>
    [JsonIgnore]
    public ReportTable Table => new(
        "Epochs",
        ["epoch", "seconds", "train loss", "test loss", "test accuracy", "samples/s"],
        [
            .. Epochs.Select(epoch => (string[])
            [
                $"{epoch.Epoch}",
                NumberText.Format(epoch.Seconds, "f2"),
                NumberText.Format(epoch.TrainLoss, "f4"),
                NumberText.Format(epoch.TestLoss, "f4"),
                NumberText.Percent(epoch.TestAccuracy),
                NumberText.Count(epoch.SamplesPerSecond),
            ]),
        ],
        "Seconds are of training alone.");

    /// <summary>The summary in a file.</summary>
    /// <exception cref="InvalidInputException">There is none, or it is not a summary.</exception>
    public static RunSummary Read(string path) => JsonFile.Read(path, "the summary of a run", RunJson.Default.RunSummary);

    /// <summary>The summary as one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RunJson.Default.RunSummary);

    private static double Median(double[] values)
    {
        if (values.Length == 0) return double.NaN;
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
