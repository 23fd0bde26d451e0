using System.Text.Json;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Experiments.Runs;

namespace Neuromanifold.Studies.Framework;

/// <summary>A study kept in a directory: config.json, its measurements, study.json and report.html.</summary>
/// <param name="study">The study.</param>
/// <param name="note">Told what the user should know.</param>
public sealed class StudyRun(Study study, Action<string> note)
{
    /// <summary>The configuration of the study in a directory.</summary>
    /// <exception cref="InvalidInputException">There is none, or it is of another command.</exception>
    public static StudyConfiguration ReadConfiguration(string path)
    {
        RunDirectory.RequireRunOf(path, "study");
        return RunDirectory.ReadConfiguration(path, ConfigurationJson.Default.StudyConfiguration);
    }

    /// <summary>Where all numbers of a study stand.</summary>
    public static string ResultPath(string directory) => Path.Combine(directory, "study.json");

    /// <summary>Starts the study in a new directory; nothing is written before its data have been read.</summary>
    /// <param name="configuration">What to run.</param>
    /// <param name="path">The directory; null for a new one below runs/.</param>
    /// <param name="show">Makes the one who is told of a training, from its label and what is trained.</param>
    /// <param name="cancellation">Stops it; what was measured is kept.</param>
    /// <exception cref="InvalidInputException">Options, data or directory are unfit.</exception>
    /// <exception cref="RunInterruptedException">It was stopped.</exception>
    public StudyOutcome Start(
        StudyConfiguration configuration, string? path, Func<string, RunConfiguration, ITrainingProgress> show, CancellationToken cancellation)
    {
        configuration.Validate();
        if (path is not null) RunDirectory.RequireVacant(path);
        Dataset? dataset = Load(configuration);
        using RunDirectory directory = RunDirectory.Create(path, $"study-{study.Name}");
        directory.WriteConfiguration(configuration, ConfigurationJson.Default.StudyConfiguration);
        return Run(configuration, dataset, directory, show, cancellation);
    }

    /// <summary>Goes on with the study of a directory; it ends with the bytes it would have had if it had never stopped.</summary>
    /// <param name="configuration">What to run, which must be what the directory was begun with.</param>
    /// <param name="path">The directory.</param>
    /// <param name="show">Makes the one who is told of a training, from its label and what is trained.</param>
    /// <param name="cancellation">Stops it; what was measured is kept.</param>
    /// <exception cref="InvalidInputException">The directory holds another study, or the data have changed.</exception>
    /// <exception cref="RunInterruptedException">It was stopped.</exception>
    public StudyOutcome Resume(
        StudyConfiguration configuration, string path, Func<string, RunConfiguration, ITrainingProgress> show, CancellationToken cancellation)
    {
        configuration.Validate();
        StudyConfiguration begun = ReadConfiguration(path);
        if (begun != configuration)
        {
            string other = $"options other than those that {path} was begun with ({Describe(configuration)})";
            throw new InvalidInputException("--resume", other, Describe(begun), "Leave them out, or start in a new directory.");
        }

        Dataset? dataset = Load(configuration);
        using RunDirectory directory = RunDirectory.Reopen(path, "study");
        return Run(configuration, dataset, directory, show, cancellation);
    }

    private Dataset? Load(StudyConfiguration configuration)
    {
        if (!study.TakesData) return null;
        Dataset dataset = configuration.Data.Load(OutcomeKind.Labels);
        foreach (string word in dataset.Notes) note(word);
        study.Check(configuration, dataset);
        return dataset;
    }

    private StudyOutcome Run(
        StudyConfiguration configuration, Dataset? dataset, RunDirectory directory, Func<string, RunConfiguration, ITrainingProgress> show, CancellationToken cancellation)
    {
        string place = directory.DirectoryPath;
        if (dataset is not null) RequireSameData(configuration, dataset, Path.Combine(place, "data.sha256"));
        try
        {
            // While a team lives the linear algebra library runs on one thread, so that no bit depends on what is measured beside.
            using ThreadTeam team = new(study.IsParallel ? 1 : configuration.Threads);
            StudyFindings findings = study.Measure(new StudyBench(configuration, dataset, team, place, note, show, cancellation));
            StudyOutcome outcome = new(
                findings.Claims, StudyDocuments.Json(study, configuration, dataset, findings), StudyDocuments.Page(study, dataset, findings));
            ReplacedFile.WriteText(ResultPath(place), JsonSerializer.Serialize(outcome.Json, StudyJson.Default.JsonObject) + "\n");
            outcome.Report.WritePage(directory.ReportPath);
            note($"All numbers are in {ResultPath(place)}; the page is {directory.ReportPath}.");
            return outcome;
        }
        catch (OperationCanceledException stop)
        {
            string kept = $"a part of the study, which is kept in {place}; --resume with the same --out goes on";
            throw new RunInterruptedException(place, kept, canResume: false, stop);
        }
    }

    // Measurements of two data sets must not stand side by side.
    private static void RequireSameData(StudyConfiguration configuration, Dataset dataset, string path)
    {
        if (!File.Exists(path))
        {
            ReplacedFile.WriteText(path, dataset.Fingerprint);
            return;
        }

        string begun = File.ReadAllText(path);
        if (begun == dataset.Fingerprint) return;
        throw new InvalidInputException(
            $"the data '{configuration.Data.Specification}'",
            $"fingerprint {dataset.Fingerprint}",
            $"{begun}, with which the study in {Path.GetDirectoryName(path)} was begun",
            "Put the data back as they were, or start in a new directory.");
    }

    private static string Describe(StudyConfiguration configuration)
    {
        string data = configuration.Data == DataConfiguration.None ? "" : $" --data {configuration.Data.Specification}";
        return $"study {configuration.Study}{data}{(configuration.Quick ? " --quick" : "")} --seed {configuration.Seed} --threads {configuration.Threads}";
    }
}
