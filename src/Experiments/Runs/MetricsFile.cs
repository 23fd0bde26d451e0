using System.Text.Json;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Runs;

/// <summary>Measurements of a run that may be going on: a line an epoch, in JSON. A kill loses at most the last line.</summary>
public static class MetricsFile
{
    /// <summary>Adds a line and flushes it to the disk.</summary>
    /// <exception cref="OutputException">The file cannot be written; its last line may be half of one.</exception>
    public static void Append(string path, RunEpoch epoch)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            stream.Write(Line(epoch));
            stream.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ReplacedFile.Failure(path, error);
        }
    }

    /// <summary>
    /// Sets the lines to those of the given epochs: where a run goes on, what was measured after its checkpoint, and half a
    /// line that a kill left, must not stay.
    /// </summary>
    /// <exception cref="OutputException">The file cannot be written; it is unchanged.</exception>
    public static void Rewrite(string path, IEnumerable<RunEpoch> epochs) => ReplacedFile.Write(path, stream =>
    {
        foreach (RunEpoch epoch in epochs) stream.Write(Line(epoch));
    });

    /// <summary>The epochs in a file, without half a line at its end.</summary>
    /// <exception cref="InvalidInputException">There is no such file, or a line of it is not an epoch.</exception>
    public static IReadOnlyList<RunEpoch> Read(string path) => InputFile.Read(path, "measurements, a line an epoch", stream =>
    {
        using StreamReader reader = new(stream);
        string[] lines = reader.ReadToEnd().Split('\n');
        // What stands behind the last line feed is empty, or not complete.
        return lines[..^1].Select((line, index) => Parse(path, line, index + 1)).ToArray();
    });

    private static byte[] Line(RunEpoch epoch) => [.. JsonSerializer.SerializeToUtf8Bytes(epoch, MetricsJson.Default.RunEpoch), (byte)'\n'];

    private static RunEpoch Parse(string path, string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, MetricsJson.Default.RunEpoch) ?? throw new JsonException("It is null.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidInputException($"{path}, line {number}", $"something else ({error.Message.TrimEnd('.')})", "the measurements of an epoch", cause: error);
        }
    }
}
