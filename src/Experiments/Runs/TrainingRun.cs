using System.Numerics;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Datasets;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs.Checkpoints;
using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Optimisation.Training;

namespace Neuromanifold.Experiments.Runs;

/// <summary>A training run kept in a directory, from its configuration to its report; it can be stopped at any instant and continued.</summary>
public sealed class TrainingRun
{
    private readonly Action<string> _note;

    /// <summary>A run whose remarks go to <paramref name="note"/>.</summary>
    public TrainingRun(Action<string> note) => _note = note;

    /// <summary>The configuration of the run in a directory.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static RunConfiguration ReadConfiguration(string path) => RunDirectory.ReadConfiguration(path, ConfigurationJson.Default.RunConfiguration);

    /// <summary>Starts a run in a new directory; nothing is written before the data have been read and fit the network.</summary>
    /// <exception cref="InvalidInputException">Options, data or directory are unfit.</exception>
    /// <exception cref="NumericalException">Training diverged; the last good checkpoint is kept.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; a checkpoint is kept.</exception>
    public RunSummary Start(RunConfiguration configuration, string path, ITrainingProgress progress, CancellationToken cancellation)
    {
        configuration.Validate();
        RunDirectory.RequireVacant(path);
        return configuration.IsDouble
            ? Start<double>(configuration, path, progress, cancellation)
            : Start<float>(configuration, path, progress, cancellation);
    }

    /// <summary>Continues the run of a directory with its own configuration; it ends with the bits it would have had if it had never stopped.</summary>
    /// <exception cref="InvalidInputException">There is no run, no checkpoint, or the data have changed.</exception>
    /// <exception cref="NumericalException">Training diverged; the last good checkpoint is kept.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; a checkpoint is kept.</exception>
    public RunSummary Resume(string path, ITrainingProgress progress, CancellationToken cancellation)
    {
        RunConfiguration configuration = ReadConfiguration(path);
        configuration.Validate();
        using RunDirectory directory = RunDirectory.Resume(path);
        return configuration.IsDouble
            ? Resume<double>(configuration, directory, progress, cancellation)
            : Resume<float>(configuration, directory, progress, cancellation);
    }

    private RunSummary Start<T>(RunConfiguration configuration, string path, ITrainingProgress progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset dataset = Load(configuration);
        using ThreadTeam team = new(configuration.Threads);
        Session<T> session = new(configuration, dataset, team);
        using RunDirectory directory = RunDirectory.Create(path);
        directory.WriteConfiguration(configuration, ConfigurationJson.Default.RunConfiguration);
        return Train(session, dataset, directory, new TrainingPosition(), progress, cancellation);
    }

    private RunSummary Resume<T>(RunConfiguration configuration, RunDirectory directory, ITrainingProgress progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset dataset = Load(configuration);
        using ThreadTeam team = new(configuration.Threads);
        Session<T> session = new(configuration, dataset, team);
        TrainingPosition position = directory.Checkpoints.Load(session.Model, session.Optimiser.State, dataset.Fingerprint).Position;
        directory.RewriteMetrics(position.Records.Select(RunEpoch.Of));
        return Train(session, dataset, directory, position, progress, cancellation);
    }

    private Dataset Load(RunConfiguration configuration)
    {
        Dataset dataset = configuration.Data.Load(configuration.Network.LikelihoodKind.Outcomes);
        foreach (string note in dataset.Notes) _note(note);
        if (configuration.TargetAccuracy is { } target)
            _note($"The target accuracy of {target} is measured on {(configuration.Data.Validation is null ? "the test part" : "the held-out part")}.");
        return dataset;
    }

    private RunSummary Train<T>(
        Session<T> session, Dataset dataset, RunDirectory directory, TrainingPosition position, ITrainingProgress progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RunKeeper<T> keeper = new(session, dataset.Fingerprint, directory, progress);
        try
        {
            position = session.Trainer.Train(position, keeper, cancellation);
        }
        catch (OperationCanceledException)
        {
            _note($"Stopped after {keeper.LastCheckpoint.Steps} steps. Continue with: neuromanifold train --resume {directory.DirectoryPath}");
            throw;
        }
        catch (DivergenceException divergence)
        {
            throw new NumericalException($"{divergence.Message} The checkpoint of step {keeper.LastCheckpoint.Steps} is kept in {directory.DirectoryPath}.", divergence);
        }

        RunSummary summary = Summarise(session, dataset, position);
        directory.WriteSummary(summary);
        ReportPage.Write(RunReports.OfTraining(session.Configuration, dataset, position.Records), directory.ReportPath);
        return summary;
    }

    private static RunSummary Summarise<T>(Session<T> session, Dataset dataset, TrainingPosition position)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Command = session.Configuration.Command,
            Version = Product.Version,
            Seed = session.Configuration.Seed,
            Threads = session.Configuration.Threads,
            Blas = LinearAlgebraLibrary.Current.Name,
            Data = new RunData(dataset.Name, session.Data.Training.Count, session.Data.Test.Count, session.Data.Validation?.Count),
            Model = new RunModel(session.Configuration.Network.Layers, session.Model.Parameters.Length),
            Optimiser = session.Configuration.Optimiser.ToJson(),
            Epochs = [.. position.Records.Select(RunEpoch.Of)],
            TotalSeconds = ProcessClock.Elapsed.TotalSeconds,
            Steps = position.Steps,
            PeakRssBytes = ResidentMemory.Peak(),
            Final = RunOutcome.Of(position.Records[^1].Test),
        };
}
