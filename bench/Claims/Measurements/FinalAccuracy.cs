using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Claims.Measurements;

/// <summary>Training to the end for the test accuracy there.</summary>
internal static class FinalAccuracy
{
    /// <summary>In per cent; zero for a run that diverged.</summary>
    public static double Of(RunConfiguration configuration, Dataset dataset)
    {
        using ThreadTeam team = new(configuration.Threads);
        Session<float> session = new(configuration, dataset, team);
        try
        {
            return 100 * session.Trainer.Train(new TrainingPosition(), new Silence()).Records[^1].Test.Accuracy!.Value;
        }
        catch (DivergenceException)
        {
            return 0;
        }
    }

    /// <summary>With the seeds 0, 1, ….</summary>
    public static Sample OfSeeds(int seeds, RunConfiguration configuration, Dataset dataset) =>
        new([.. Enumerable.Range(0, seeds).Select(seed => Of(configuration with { Seed = seed }, dataset))]);

    private sealed class Silence : ITrainingObserver
    {
        public void StepTaken(in StepReport report)
        {
            // Only the end counts.
        }

        public void EpochCompleted(EpochRecord record)
        {
            // Only the end counts.
        }

        public void CheckpointDue(TrainingPosition position)
        {
            // The model is not kept.
        }
    }
}
