using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.Training;

/// <summary>Writes down what it is told and copies all that a checkpoint would hold.</summary>
internal sealed class Witness(Model<double> model, Optimiser<double> optimiser) : ITrainingObserver
{
    public List<string> Events { get; } = [];

    public List<StepReport> Steps { get; } = [];

    public List<(TrainingPosition Position, double[][] Values)> Checkpoints { get; } = [];

    public Action<int>? AfterStep { get; set; }

    public static Memory<double>[] Tensors(Model<double> model, Optimiser<double> optimiser) =>
        [model.Parameters, model.Statistics, .. optimiser.State.Select(state => state.Values)];

    public void StepTaken(in StepReport report)
    {
        Events.Add("step");
        Steps.Add(report);
        AfterStep?.Invoke(Steps.Count);
    }

    public void EpochCompleted(EpochRecord record) => Events.Add($"epoch {record.Epoch}");

    public void CheckpointDue(TrainingPosition position)
    {
        Events.Add($"checkpoint {position.Steps}");
        Checkpoints.Add((position, [.. Tensors(model, optimiser).Select(tensor => tensor.ToArray())]));
    }
}
