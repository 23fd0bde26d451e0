using System.Numerics;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Datasets;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Experiments.Runs;

/// <summary>
/// Several optimisers on one network and data set, from the same start and with the same batches for each seed, and what a
/// step of each costs.
/// </summary>
public sealed class Comparison
{
    private readonly IReadOnlyList<RunConfiguration> _configurations;
    private readonly Dataset _dataset;

    /// <summary>A comparison; the configurations differ in their optimisers only.</summary>
    /// <exception cref="InvalidInputException">There is none, or an optimiser is there twice.</exception>
    public Comparison(IReadOnlyList<RunConfiguration> configurations, Dataset dataset)
    {
        if (configurations.Count == 0) throw new InvalidInputException("--optimizers", "no name", "one optimizer or more, as in sgd,adam,kfac");
        _configurations = configurations;
        _dataset = dataset;
    }

    /// <summary>Trains every optimiser with every one of <paramref name="seeds"/> seeds, then measures costs.</summary>
    /// <param name="seeds">The number of seeds, from the configurations' own on.</param>
    /// <param name="progress">Makes the one who is told of a run, from its optimiser and seed.</param>
    /// <param name="cancellation">Ends it after the step under way.</param>
    public ComparisonResult Run(int seeds, Func<RunConfiguration, ITrainingProgress> progress, CancellationToken cancellation) => _configurations[0].IsDouble
        ? Run<double>(seeds, progress, cancellation)
        : Run<float>(seeds, progress, cancellation);

    private ComparisonResult Run<T>(int seeds, Func<RunConfiguration, ITrainingProgress> progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<ComparedRun> runs = [];
        using (ThreadTeam team = new(_configurations[0].Threads))
        {
            for (int repeat = 0; repeat < seeds; repeat++)
            {
                foreach (RunConfiguration configuration in _configurations)
                {
                    RunConfiguration seeded = configuration with { Seed = configuration.Seed + repeat };
                    runs.Add(Train<T>(seeded, team, progress(seeded), cancellation));
                }
            }
        }

        RunConfiguration baseline = _configurations[0] with { Optimiser = new OptimiserConfiguration("sgd") };
        (double[] ratios, double seconds) = StepCosts.Measure<T>([baseline, .. _configurations], _dataset);
        return new ComparisonResult(runs, [.. _configurations.Select((configuration, index) => new StepCost(configuration.Optimiser.Label, ratios[index + 1], ratios[index + 1] * seconds))]);
    }

    private ComparedRun Train<T>(RunConfiguration configuration, ThreadTeam team, ITrainingProgress progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Session<T> session = new(configuration, _dataset, team);
        EpochCollector collector = new(progress);
        try
        {
            session.Trainer.Train(new TrainingPosition(), collector, cancellation);
            return new ComparedRun(configuration, collector.Epochs, session.Trainer.StepsPerEpoch, Failure: null);
        }
        catch (DivergenceException divergence)
        {
            return new ComparedRun(configuration, collector.Epochs, session.Trainer.StepsPerEpoch, divergence.Message);
        }
    }

    // Passes progress on and remembers epochs; a comparison writes no checkpoints.
    private sealed class EpochCollector(ITrainingProgress progress) : ITrainingObserver
    {
        public List<EpochRecord> Epochs { get; } = [];

        public void StepTaken(in StepReport report) => progress.StepTaken(report);

        public void EpochCompleted(EpochRecord record)
        {
            Epochs.Add(record);
            progress.EpochCompleted(record);
        }

        public void CheckpointDue(TrainingPosition position)
        {
            // A comparison is repeated rather than resumed.
        }
    }
}
