using System.Text.Json;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Experiments.Configurations;
using Neuromanifold.Experiments.Reports;
using Neuromanifold.Experiments.Runs;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Studies;

/// <summary>A study kept in a directory: config.json, its measurements, study.json and report.html.</summary>
/// <param name="study">The study.</param>
/// <param name="note">Told what the user should know.</param>
public sealed class StudyRun(Study study, Action<string> note)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

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
    /// <param name="begin">Makes the one who is told of a training.</param>
    /// <param name="cancellation">Stops it; what was measured is kept.</param>
    /// <exception cref="InvalidInputException">Options, data or directory are unfit.</exception>
    /// <exception cref="RunInterruptedException">It was stopped.</exception>
    public StudyOutcome Start(StudyConfiguration configuration, string? path, PreparedStudy.Begin begin, CancellationToken cancellation)
    {
        configuration.Validate();
        if (path is not null) RunDirectory.RequireVacant(path);
        PreparedStudy prepared = study.Prepare(configuration, note);
        using RunDirectory directory = path is null ? RunName.CreateDirectory($"study-{study.Name}", TimeProvider.System) : RunDirectory.Create(path);
        directory.WriteConfiguration(configuration, ConfigurationJson.Default.StudyConfiguration);
        return Run(prepared, directory, begin, cancellation);
    }

    /// <summary>Goes on with the study of a directory; it ends with the bytes it would have had if it had never stopped.</summary>
    /// <param name="configuration">What to run, which must be what the directory was begun with.</param>
    /// <param name="path">The directory.</param>
    /// <param name="begin">Makes the one who is told of a training.</param>
    /// <param name="cancellation">Stops it; what was measured is kept.</param>
    /// <exception cref="InvalidInputException">The directory holds another study, or the data have changed.</exception>
    /// <exception cref="RunInterruptedException">It was stopped.</exception>
    public StudyOutcome Resume(StudyConfiguration configuration, string path, PreparedStudy.Begin begin, CancellationToken cancellation)
    {
        configuration.Validate();
        StudyConfiguration begun = ReadConfiguration(path);
        if (begun != configuration)
            throw new InvalidInputException("--resume", $"options other than those that {path} was begun with ({Describe(configuration)})", Describe(begun), "Leave them out, or start in a new directory.");
        PreparedStudy prepared = study.Prepare(configuration, note);
        using RunDirectory directory = RunDirectory.Reopen(path, "study");
        return Run(prepared, directory, begin, cancellation);
    }

    private StudyOutcome Run(PreparedStudy prepared, RunDirectory directory, PreparedStudy.Begin begin, CancellationToken cancellation)
    {
        try
        {
            StudyOutcome outcome = prepared.Run(directory, begin, cancellation);
            ReplacedFile.WriteText(ResultPath(directory.DirectoryPath), outcome.Json.ToJsonString(s_indented) + "\n");
            ReportPage.Write(outcome.Report, directory.ReportPath);
            note($"All numbers are in {ResultPath(directory.DirectoryPath)}; the page is {directory.ReportPath}.");
            return outcome;
        }
        catch (OperationCanceledException stop)
        {
            throw new RunInterruptedException(directory.DirectoryPath, $"a part of the study, which is kept in {directory.DirectoryPath}; --resume with the same --out goes on", canResume: false, stop);
        }
    }

    private static string Describe(StudyConfiguration configuration) =>
        $"study {configuration.Study}{(configuration.Data == DataConfiguration.None ? "" : $" --data {configuration.Data.Specification}")}{(configuration.Quick ? " --quick" : "")} --seed {configuration.Seed} --threads {configuration.Threads}";
}
