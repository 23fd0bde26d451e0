using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.CommandLine.Output;

/// <summary>A line an epoch.</summary>
internal sealed class EpochLines(string label, int epochs) : ITrainingProgress
{
    /// <summary>An epoch's numbers in a line.</summary>
    public static string Describe(EpochRecord record)
    {
        EvaluationResult measured = record.Validation ?? record.Test;
        string part = record.Validation is null ? "test" : "validation";
        string accuracy = measured.Accuracy is null ? "" : $", {part} accuracy {Percentage.Of(measured.Accuracy)}";
        return $"train loss {record.TrainLoss:f4}, {part} loss {measured.Loss:f4}{accuracy}, {record.SamplesPerSecond:n0} samples/s";
    }

    public void StepTaken(in StepReport report)
    {
        // Only epochs are told.
    }

    public void EpochCompleted(EpochRecord record) => Terminal.Note($"{label}: epoch {record.Epoch}/{epochs}: {Describe(record)}");
}
