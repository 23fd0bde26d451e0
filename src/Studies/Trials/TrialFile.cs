using System.Text.Json;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Studies.Trials;

/// <summary>The trials of a study that may be going on: a line each, in JSON. A kill loses at most the last line.</summary>
internal sealed class TrialFile
{
    private readonly string _path;
    private readonly List<TrialRecord> _records;

    private TrialFile(string path, List<TrialRecord> records)
    {
        _path = path;
        _records = records;
    }

    /// <summary>What has been run, in the order it was.</summary>
    public IReadOnlyList<TrialRecord> Records => _records;

    /// <summary>Opens the file, which need not exist; half a line at its end is removed.</summary>
    /// <exception cref="InvalidInputException">A line is not a trial.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static TrialFile Open(string path)
    {
        if (!File.Exists(path)) return new TrialFile(path, []);
        string text = InputFile.Read(path, "trials, a line each", static stream =>
        {
            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        });
        int end = text.LastIndexOf('\n') + 1;
        List<TrialRecord> records = [.. text[..end].Split('\n')[..^1].Select((line, index) => Parse(path, line, index + 1))];
        if (end < text.Length) ReplacedFile.WriteText(path, text[..end]);
        return new TrialFile(path, records);
    }

    /// <summary>Adds a line and flushes it to the disk.</summary>
    /// <exception cref="OutputException">The file cannot be written; its last line may be half of one.</exception>
    public void Append(TrialRecord record)
    {
        try
        {
            using FileStream stream = new(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(record, TrialJson.Default.TrialRecord), (byte)'\n']);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ReplacedFile.Failure(_path, error);
        }

        _records.Add(record);
    }

    private static TrialRecord Parse(string path, string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, TrialJson.Default.TrialRecord) ?? throw new JsonException("It is null.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidInputException($"{path}, line {number}", $"something else ({error.Message.TrimEnd('.')})", "a trial", cause: error);
        }
    }
}
