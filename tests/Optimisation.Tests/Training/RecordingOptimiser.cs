using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Optimisation.Tests.Training;

/// <summary>Writes down the steps it is asked for and takes none.</summary>
internal sealed class RecordingOptimiser : Optimiser<double>
{
    public override string Name => "recording";

    public override IReadOnlyList<OptimiserState<double>> State => [];

    public List<double> LearningRates { get; } = [];

    public List<long> Indices { get; } = [];

    public override void Update(TrainingStep<double> step)
    {
        if (step.Team.Rank != 0) return;
        LearningRates.Add(step.LearningRate);
        Indices.Add(step.Index);
    }
}
