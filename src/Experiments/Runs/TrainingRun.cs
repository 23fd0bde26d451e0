using System.Numerics;
using Neuromanifold.Experiments.Runs.Checkpoints;
using Neuromanifold.Networks.ModelFiles.Onnx;
using Neuromanifold.Numerics.Blas;
using Neuromanifold.Numerics.Collectives;

namespace Neuromanifold.Experiments.Runs;

/// <summary>A training run kept in a directory, from its configuration to its report; it can be stopped at any instant and continued.</summary>
public sealed class TrainingRun
{
    private readonly Action<string> _note;

    /// <summary>A run whose remarks go to <paramref name="note"/>.</summary>
    public TrainingRun(Action<string> note) => _note = note;

    /// <summary>The configuration of the run in a directory.</summary>
    /// <exception cref="InvalidInputException">There is none, or it is of another command.</exception>
    public static RunConfiguration ReadConfiguration(string path)
    {
        RunDirectory.RequireRunOf(path, "train");
        RunConfiguration configuration = RunDirectory.ReadConfiguration(path, ConfigurationJson.Default.RunConfiguration);
        // Its copy of the file it started from, for the file itself may have changed since.
        return configuration.Network.ModelFile is null ? configuration : configuration with { Network = configuration.Network with { ModelFile = RunDirectory.StartIn(path) } };
    }

    /// <summary>Starts a run in a new directory; nothing is written before the data have been read and fit the network.</summary>
    /// <param name="configuration">What to run.</param>
    /// <param name="path">The directory; null for a new one below runs/.</param>
    /// <param name="progress">Who is told how it goes.</param>
    /// <param name="cancellation">Stops it after the step under way.</param>
    /// <exception cref="InvalidInputException">Options, data or directory are unfit.</exception>
    /// <exception cref="NumericalException">Training diverged; the last good checkpoint is kept.</exception>
    /// <exception cref="OutputException">The disk is full; the last checkpoint is kept.</exception>
    /// <exception cref="RunInterruptedException">It was stopped; a checkpoint is kept.</exception>
    public RunSummary Start(RunConfiguration configuration, string? path, ITrainingProgress progress, CancellationToken cancellation)
    {
        configuration.Validate();
        if (path is not null) RunDirectory.RequireVacant(path);
        return configuration.IsDouble
            ? Start<double>(configuration, path, progress, cancellation)
            : Start<float>(configuration, path, progress, cancellation);
    }

    /// <summary>Continues the run of a directory with its own configuration; it ends with the bits it would have had if it had never stopped.</summary>
    /// <exception cref="InvalidInputException">There is no run, no checkpoint, or the data have changed.</exception>
    /// <exception cref="NumericalException">Training diverged; the last good checkpoint is kept.</exception>
    /// <exception cref="OutputException">The disk is full; the last checkpoint is kept.</exception>
    /// <exception cref="RunInterruptedException">It was stopped; a checkpoint is kept.</exception>
    public RunSummary Resume(string path, ITrainingProgress progress, CancellationToken cancellation)
    {
        RunConfiguration configuration = ReadConfiguration(path);
        configuration.Validate();
        using RunDirectory directory = RunDirectory.Resume(path);
        return configuration.IsDouble
            ? Resume<double>(configuration, directory, progress, cancellation)
            : Resume<float>(configuration, directory, progress, cancellation);
    }

    private RunSummary Start<T>(RunConfiguration configuration, string? path, ITrainingProgress progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset dataset = Load(configuration);
        using ThreadTeam team = new(configuration.Threads);
        Session<T> session = new(configuration, dataset, team);
        using RunDirectory directory = RunDirectory.Create(path, configuration.Optimiser.Name);
        directory.WriteConfiguration(configuration, ConfigurationJson.Default.RunConfiguration);
        session.KeepStart(directory.StartPath);
        return Train(session, dataset, directory, checkpoint: null, progress, cancellation);
    }

    private RunSummary Resume<T>(RunConfiguration configuration, RunDirectory directory, ITrainingProgress progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset dataset = Load(configuration);
        using ThreadTeam team = new(configuration.Threads);
        Session<T> session = new(configuration, dataset, team);
        TrainingPosition position = directory.Checkpoints.Load(session.Model, session.Optimiser.State, dataset.Fingerprint);
        directory.Metrics.Rewrite(position.Records.Select(RunEpoch.Of));
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
        Session<T> session, Dataset dataset, RunDirectory directory, TrainingPosition? checkpoint, ITrainingProgress progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RunKeeper<T> keeper = new(session, dataset.Fingerprint, directory, checkpoint, progress);
        string Kept() => keeper.LastCheckpoint is { } last ? $"The checkpoint of step {last.Steps} is kept in {directory.DirectoryPath}." : $"There is no checkpoint in {directory.DirectoryPath} yet.";
        try
        {
            TrainingPosition end = session.Trainer.Train(checkpoint ?? new TrainingPosition(), keeper, cancellation);
            if (session.Optimiser.Remark is { } remark) _note(remark);
            OnnxFile.Write(directory.ModelPath, session.Model);
            RunSummary summary = Summarise(session, dataset, end);
            directory.WriteSummary(summary);
            RunReports.OfTraining(session.Configuration, dataset, end.Records).WritePage(directory.ReportPath);
            _note($"Everything is in {directory.DirectoryPath}; the report is {directory.ReportPath}.");
            return summary;
        }
        catch (OperationCanceledException stop)
        {
            throw new RunInterruptedException(directory.DirectoryPath, $"{keeper.LastCheckpoint?.Steps ?? 0} steps", canResume: keeper.LastCheckpoint is not null, stop);
        }
        catch (NumericalException failure)
        {
            throw new NumericalException($"{failure.Message} {Kept()}", failure);
        }
        catch (OutputException failure)
        {
            throw new OutputException(failure.Subject, failure.Problem, $"{failure.NextStep} {Kept()}", failure);
        }
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
