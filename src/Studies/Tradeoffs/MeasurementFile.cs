using System.Text.Json;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Studies.Tradeoffs;

/// <summary>The measurements of a study that may be going on: a line each, in JSON. A kill loses at most the last line.</summary>
internal sealed class MeasurementFile
{
    private readonly string _path;
    private readonly List<EpochMeasurement> _measurements;

    private MeasurementFile(string path, List<EpochMeasurement> measurements)
    {
        _path = path;
        _measurements = measurements;
    }

    /// <summary>What has been measured, in the order it was.</summary>
    public IReadOnlyList<EpochMeasurement> Measurements => _measurements;

    /// <summary>Opens the file, which need not exist; half a line at its end is removed.</summary>
    /// <exception cref="InvalidInputException">A line is not a measurement.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static MeasurementFile Open(string path)
    {
        if (!File.Exists(path)) return new MeasurementFile(path, []);
        string text = InputFile.Read(path, "measurements, a line each", static stream =>
        {
            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        });
        int end = text.LastIndexOf('\n') + 1;
        List<EpochMeasurement> measurements = [.. text[..end].Split('\n')[..^1].Select((line, index) => Parse(path, line, index + 1))];
        if (end < text.Length) ReplacedFile.WriteText(path, text[..end]);
        return new MeasurementFile(path, measurements);
    }

    /// <summary>Whether a network has been measured.</summary>
    public bool Has(string network, long seed, int epoch) =>
        _measurements.Exists(known => known.Network == network && known.Seed == seed && known.Epoch == epoch);

    /// <summary>Adds a line and flushes it to the disk.</summary>
    /// <exception cref="OutputException">The file cannot be written; its last line may be half of one.</exception>
    public void Append(EpochMeasurement measurement)
    {
        try
        {
            using FileStream stream = new(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(measurement, TradeoffsJson.Default.EpochMeasurement), (byte)'\n']);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ReplacedFile.Failure(_path, error);
        }

        _measurements.Add(measurement);
    }

    private static EpochMeasurement Parse(string path, string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, TradeoffsJson.Default.EpochMeasurement) ?? throw new JsonException("It is null.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidInputException($"{path}, line {number}", $"something else ({error.Message.TrimEnd('.')})", "a measurement", cause: error);
        }
    }
}
