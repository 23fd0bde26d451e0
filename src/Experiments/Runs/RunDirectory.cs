using System.Text.Json.Serialization.Metadata;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Experiments.Runs.Checkpoints;

namespace Neuromanifold.Experiments.Runs;

/// <summary>
/// The directory of a run: config.json, metrics.jsonl, checkpoint/, summary.json, model.onnx, report.html. Whoever holds this
/// object is the only one who writes there: the system guards it by a lock on an open file, which ends with the process however
/// that ends. That the file exists means nothing.
/// </summary>
public sealed class RunDirectory : IDisposable
{
    private const string LockName = ".lock";
    private const string ExpectedRun = "the directory of a run, as train --out DIR makes it";

    private readonly FileStream _lock;

    private RunDirectory(string path, FileStream lockFile)
    {
        DirectoryPath = path;
        _lock = lockFile;
        Checkpoints = new CheckpointStore(Path.Combine(path, "checkpoint"));
    }

    /// <summary>The directory.</summary>
    public string DirectoryPath { get; }

    /// <summary>Its configuration, which a run that goes on starts from.</summary>
    public string ConfigurationPath => ConfigurationIn(DirectoryPath);

    /// <summary>Where its measurements are, a line an epoch.</summary>
    public string MetricsPath => Path.Combine(DirectoryPath, "metrics.jsonl");

    /// <summary>Its measurements.</summary>
    public JsonLines<RunEpoch> Metrics => RunEpoch.LinesIn(MetricsPath);

    /// <summary>Its summary.</summary>
    public string SummaryPath => Path.Combine(DirectoryPath, "summary.json");

    /// <summary>Its report.</summary>
    public string ReportPath => Path.Combine(DirectoryPath, "report.html");

    /// <summary>The model at its end.</summary>
    public string ModelPath => Path.Combine(DirectoryPath, "model.onnx");

    /// <summary>The model that it was given to start from.</summary>
    public string StartPath => StartIn(DirectoryPath);

    /// <summary>Its checkpoints.</summary>
    public CheckpointStore Checkpoints { get; }

    /// <summary>Refuses a path where no run can be made, before any work; writes nothing.</summary>
    /// <exception cref="InvalidInputException">There is a file, or a directory that is not empty.</exception>
    public static void RequireVacant(string path)
    {
        if (!IsVacant(path)) throw NotEmpty(path);
    }

    /// <summary>Whether a run has ever held a directory.</summary>
    internal static bool IsBegun(string path) => File.Exists(Path.Combine(path, LockName));

    /// <summary>Makes the directory of a new run.</summary>
    /// <exception cref="InvalidInputException">It exists and is not empty, another run holds it, or it cannot be made or written to; nothing has been written.</exception>
    public static RunDirectory Create(string path) => Acquire(path, () => IsVacant(path));

    /// <summary>Makes the directory of a new run: the one that was named, or one below runs/ that says the time and what is run.</summary>
    /// <param name="path">The directory; null for one below runs/.</param>
    /// <param name="what">What is run.</param>
    /// <exception cref="InvalidInputException">It exists and is not empty, another run holds it, or it cannot be made or written to; nothing has been written.</exception>
    public static RunDirectory Create(string? path, string what) => path is null ? RunName.CreateDirectory(what, TimeProvider.System) : Create(path);

    /// <summary>Makes the directory of a new run in place of an earlier one of the same command; files that no run writes stay.</summary>
    /// <exception cref="InvalidInputException">It holds something else than such a run, another run holds it, or it cannot be made or written to.</exception>
    public static RunDirectory Replace(string path, string command)
    {
        RunDirectory directory = Acquire(path, () => IsVacant(path) || IsRunOf(path, command));
        try
        {
            directory.Clear();
            return directory;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            directory.Dispose();
            throw new InvalidInputException(path, $"a run that cannot be removed ({error.Message.TrimEnd('.')})", "one that may be replaced", cause: error);
        }
    }

    /// <summary>Opens the directory of a run to go on with it.</summary>
    /// <exception cref="InvalidInputException">It is not the directory of a run with a checkpoint, or another run holds it.</exception>
    public static RunDirectory Resume(string path)
    {
        RequireConfiguration(path);
        RunDirectory directory = new(path, Lock(path));
        if (directory.Checkpoints.Exists) return directory;
        directory.Dispose();
        throw new InvalidInputException(path, "a run without a checkpoint", "one that was begun", "Start it again in a new directory.");
    }

    /// <summary>Opens the directory of another command's work to go on with it, checkpoint or not.</summary>
    /// <exception cref="InvalidInputException">It holds something else, or another process holds it.</exception>
    public static RunDirectory Reopen(string path, string command)
    {
        RequireRunOf(path, command);
        return new RunDirectory(path, Lock(path));
    }

    /// <summary>Refuses a path that is not the directory of a run of a command.</summary>
    /// <exception cref="InvalidInputException">It is not.</exception>
    public static void RequireRunOf(string path, string command)
    {
        RequireConfiguration(path);
        if (!IsRunOf(path, command)) throw new InvalidInputException(path, "the directory of another command", ExpectedRun);
    }

    /// <summary>Writes config.json: a JSON object with at least a member "command", by which <see cref="Replace"/> knows its own.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public void WriteConfiguration<TConfiguration>(TConfiguration configuration, JsonTypeInfo<TConfiguration> type) => JsonFile.Write(ConfigurationPath, configuration, type);

    /// <summary>The configuration in config.json.</summary>
    /// <exception cref="InvalidInputException">It is missing or something else.</exception>
    public TConfiguration ReadConfiguration<TConfiguration>(JsonTypeInfo<TConfiguration> type) => ReadConfiguration(DirectoryPath, type);

    /// <summary>The configuration in config.json of a directory that another run may hold.</summary>
    /// <exception cref="InvalidInputException">It is missing or something else.</exception>
    public static TConfiguration ReadConfiguration<TConfiguration>(string path, JsonTypeInfo<TConfiguration> type) => JsonFile.Read(ConfigurationIn(path), "the configuration of a run", type);

    /// <summary>Writes summary.json.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public void WriteSummary(RunSummary summary) => JsonFile.Write(SummaryPath, summary, RunJson.Default.RunSummary);

    /// <summary>Writes summary.json of another kind of experiment, a JSON object.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public void WriteSummary(string json) => ReplacedFile.WriteText(SummaryPath, json);

    /// <summary>Lets others write there.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>The model that the run of a directory was given to start from.</summary>
    internal static string StartIn(string path) => Path.Combine(path, "start.onnx");

    private static string ConfigurationIn(string path) => Path.Combine(path, "config.json");

    private static RunDirectory Acquire(string path, Func<bool> isFree)
    {
        if (!isFree()) throw NotEmpty(path);
        RunDirectory directory = new(path, Lock(path));
        // Another run may have begun and ended since.
        if (isFree()) return directory;
        directory.Dispose();
        throw NotEmpty(path);
    }

    private static bool IsVacant(string path)
    {
        try
        {
            for (string? place = path; !string.IsNullOrEmpty(place); place = Path.GetDirectoryName(place))
            {
                if (File.Exists(place)) throw new InvalidInputException(path, place == path ? "a file" : $"the file {place} on the way", "a new or empty directory", "Name another directory with --out DIR.");
            }

            return !Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).All(entry => Path.GetFileName(entry) == LockName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, error);
        }
    }

    private static void RequireConfiguration(string path)
    {
        if (!Directory.Exists(path)) throw new InvalidInputException(path, File.Exists(path) ? "a file" : "no such directory", ExpectedRun);
        if (!File.Exists(ConfigurationIn(path))) throw new InvalidInputException(path, "a directory without config.json", ExpectedRun);
    }

    private static bool IsRunOf(string path, string command)
    {
        if (!File.Exists(ConfigurationIn(path))) return false;
        JsonElement configuration = JsonFile.Read(ConfigurationIn(path), "the configuration of a run", RunJson.Default.JsonElement);
        return configuration.ValueKind == JsonValueKind.Object
            && configuration.TryGetProperty("command", out JsonElement found)
            && found.ValueKind == JsonValueKind.String
            && found.ValueEquals(command);
    }

    /// <summary>Removes what the run wrote. The configuration goes last: killed before, the directory is still known as the command's own.</summary>
    internal void Clear()
    {
        foreach (string file in (ReadOnlySpan<string>)[MetricsPath, SummaryPath, ReportPath, ModelPath, StartPath]) File.Delete(file);
        Checkpoints.Clear();
        File.Delete(ConfigurationPath);
    }

    private static FileStream Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new FileStream(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (IsHeld(error))
        {
            throw new InvalidInputException(path, "a directory that another run is writing to", "one that is free", "Wait until that run has ended, or name another directory with --out DIR.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, error);
        }
    }

    // EWOULDBLOCK is 11 on Linux and 35 on the BSDs and macOS; ERROR_SHARING_VIOLATION is 32 on Windows.
    private static bool IsHeld(IOException error) => OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) == 32 : error.HResult is 11 or 35;

    private static InvalidInputException NotEmpty(string path) => new(
        path, "a directory that is not empty", "a new or empty one", "Name another directory, or go on with the run in it by --resume.");

    private static InvalidInputException Unusable(string path, Exception error) => new(
        path, $"a directory that cannot be used ({error.Message.TrimEnd('.')})", "one that can be made and written to", "Name another directory with --out DIR.", error);
}
