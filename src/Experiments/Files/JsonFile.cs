using System.Text.Json.Serialization.Metadata;
using Neuromanifold.Data.ArrayFiles;

namespace Neuromanifold.Experiments.Files;

/// <summary>A small JSON file, read and written as a whole.</summary>
internal static class JsonFile
{
    private const long Largest = 1L << 28;

    /// <summary>The value in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What it should hold, in words.</param>
    /// <param name="type">How the value looks in JSON.</param>
    /// <exception cref="InvalidInputException">There is no such file, or it does not hold such a value.</exception>
    public static TValue Read<TValue>(string path, string expected, JsonTypeInfo<TValue> type) => InputFile.Read(path, expected, stream =>
    {
        if (stream.Length > Largest) throw new InvalidInputException(path, $"a file of {stream.Length} bytes", $"{expected}, at most {Largest} bytes");
        try
        {
            return JsonSerializer.Deserialize(stream, type) ?? throw new InvalidInputException(path, "null", expected);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidInputException(path, $"something else{Place(error)}", expected, cause: error);
        }
    });

    // The serialiser's own words speak of types, which mean nothing to who wrote the file.
    private static string Place(Exception error) => error is JsonException { LineNumber: { } line, Path: { } member } ? $" (line {line + 1}, at {member})" : "";

    /// <summary>Writes a value beside its place, then renames the file.</summary>
    /// <exception cref="OutputException">The place cannot be written; what stood there is unchanged.</exception>
    public static void Write<TValue>(string path, TValue value, JsonTypeInfo<TValue> type) => ReplacedFile.Write(path, stream =>
    {
        JsonSerializer.Serialize(stream, value, type);
        stream.WriteByte((byte)'\n');
    });
}
