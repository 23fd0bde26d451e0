namespace Neuromanifold.Experiments.Runs.Checkpoints;

/// <summary>The content of state.json: everything of a checkpoint but the tensors, and which files those are in.</summary>
internal sealed record CheckpointState
{
    /// <summary>The format that is written and read.</summary>
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    public required string Precision { get; init; }

    public required int Epoch { get; init; }

    public required int StepInEpoch { get; init; }

    public required long Steps { get; init; }

    public required double LossSum { get; init; }

    public required double EpochSeconds { get; init; }

    public required string DataFingerprint { get; init; }

    public required CheckpointFile Model { get; init; }

    [JsonPropertyName("optimizer")]
    public required CheckpointFile Optimiser { get; init; }

    /// <summary>Empty: a member of the format.</summary>
    public required IReadOnlyDictionary<string, string> Extra { get; init; }

    public required IReadOnlyList<EpochRecord> Records { get; init; }

    /// <summary>The name of a scalar type, as the command line has it.</summary>
    public static string PrecisionOf<T>() => typeof(T) == typeof(float) ? "float" : "double";

    /// <summary>The state in a file, whose numbers have been checked against each other.</summary>
    public static CheckpointState Read(string path)
    {
        CheckpointState state = JsonFile.Read(path, "the state of a checkpoint", CheckpointJson.Default.CheckpointState);
        if (state.Format != CurrentFormat)
            throw new InvalidInputException(path, $"a checkpoint of format {state.Format}", $"format {CurrentFormat}", "Go on with the version that wrote it.");
        bool isCounted = state.Epoch >= 0 && state.StepInEpoch >= 0 && state.Steps >= state.StepInEpoch && state.Records.Count == state.Epoch;
        if (!isCounted || state.Records.Where((record, index) => record?.Epoch != index + 1).Any())
            throw new InvalidInputException(path, $"{state.Records.Count} records, {state.Epoch} epochs, {state.StepInEpoch} of {state.Steps} steps", "numbers that agree", "Start the run again in a new directory.");
        return state;
    }

    public TrainingPosition ToPosition() =>
        new() { Epoch = Epoch, StepInEpoch = StepInEpoch, Steps = Steps, LossSum = LossSum, EpochSeconds = EpochSeconds, Records = Records };
}
