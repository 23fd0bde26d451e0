using System.Numerics;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Collectives;

namespace Neuromanifold.Experiments.Comparisons;

/// <summary>
/// Several optimisers on one network and data set, from the same start and with the same batches for each seed, and what a
/// step of each costs.
/// </summary>
public sealed class Comparison(ComparisonConfiguration configuration, Dataset dataset)
{
    /// <summary>Trains every optimiser with every seed, measures costs, and writes summary and report into a directory.</summary>
    /// <param name="directory">Where it is kept.</param>
    /// <param name="progress">Makes the one who is told of a run.</param>
    /// <param name="next">Commands for the report to end with; null for none.</param>
    /// <param name="cancellation">Ends it after the step under way.</param>
    /// <exception cref="RunInterruptedException">It was told to stop; the runs that had ended are kept, and the directory is left empty where none had.</exception>
    public ComparisonResult Run(RunDirectory directory, Func<RunConfiguration, ITrainingProgress> progress, IReadOnlyList<string>? next, CancellationToken cancellation)
    {
        directory.WriteConfiguration(configuration, ConfigurationJson.Default.ComparisonConfiguration);
        List<ComparedRun> runs = [];
        try
        {
            IReadOnlyList<StepCost> costs = configuration.Runs[0].IsDouble ? Run<double>(runs, progress, cancellation) : Run<float>(runs, progress, cancellation);
            return Keep(new ComparisonResult(runs, costs), directory, next);
        }
        catch (OperationCanceledException stop)
        {
            if (runs.Count == 0) directory.Clear();
            else Keep(new ComparisonResult(runs, []), directory, next: null);
            string kept = runs.Count == 0 ? "nothing is kept" : $"they are kept in {directory.DirectoryPath}";
            throw new RunInterruptedException(directory.DirectoryPath, $"{runs.Count} of {configuration.Runs.Count * configuration.Seeds} runs; {kept}", canResume: false, stop);
        }
    }

    /// <summary>The network that the run trained last, in single precision; null before, and for runs in double.</summary>
    public Model<float>? LastModel { get; private set; }

    private ComparisonResult Keep(ComparisonResult result, RunDirectory directory, IReadOnlyList<string>? next)
    {
        directory.WriteSummary(result.ToJson());
        ComparisonReport.Of(configuration.Runs[0], dataset, result, next).WritePage(directory.ReportPath);
        return result;
    }

    private IReadOnlyList<StepCost> Run<T>(List<ComparedRun> runs, Func<RunConfiguration, ITrainingProgress> progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using (ThreadTeam team = new(configuration.Runs[0].Threads))
        {
            for (int repeat = 0; repeat < configuration.Seeds; repeat++)
            {
                foreach (RunConfiguration run in configuration.Runs)
                {
                    RunConfiguration seeded = run with { Seed = run.Seed + repeat };
                    runs.Add(Train<T>(seeded, team, progress(seeded), cancellation));
                }
            }
        }

        return StepCosts.Measure<T>(configuration.Runs, dataset, cancellation);
    }

    private ComparedRun Train<T>(RunConfiguration run, ThreadTeam team, ITrainingProgress progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Session<T> session = new(run, dataset, team);
        EpochCollector collector = new(progress);
        try
        {
            session.Trainer.Train(new TrainingPosition(), collector, cancellation);
            LastModel = session.Model as Model<float>;
            return new ComparedRun(run, collector.Epochs, session.Trainer.StepsPerEpoch, Failure: null);
        }
        catch (NumericalException failure)
        {
            return new ComparedRun(run, collector.Epochs, session.Trainer.StepsPerEpoch, failure.Message);
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
