using System.Text.Json.Serialization.Metadata;
using Neuromanifold.Data.ArrayFiles;

namespace Neuromanifold.Experiments.Files;

/// <summary>A file that grows while something is measured: a value a line, in JSON. A kill loses at most the last line.</summary>
/// <param name="path">The file.</param>
/// <param name="expected">What a line should hold, in words, as in "a measurement".</param>
/// <param name="format">How a line looks.</param>
public sealed class JsonLines<TLine>(string path, string expected, JsonTypeInfo<TLine> format)
    where TLine : class
{
    /// <summary>The lines, without half a line at the end.</summary>
    /// <exception cref="InvalidInputException">There is no such file, or a line of it is something else.</exception>
    public IReadOnlyList<TLine> Read() => Parse(Text());

    /// <summary>The lines so far, of which there are none without a file; half a line at the end is removed, so that lines can be added.</summary>
    /// <exception cref="InvalidInputException">A line is something else.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public IReadOnlyList<TLine> Recover()
    {
        if (!File.Exists(path)) return [];
        string text = Text();
        IReadOnlyList<TLine> lines = Parse(text);
        int end = text.LastIndexOf('\n') + 1;
        if (end < text.Length) ReplacedFile.WriteText(path, text[..end]);
        return lines;
    }

    /// <summary>Adds a line and flushes it to the disk.</summary>
    /// <exception cref="OutputException">The file cannot be written; its last line may be half of one.</exception>
    public void Append(TLine line)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            stream.Write(Bytes(line));
            stream.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ReplacedFile.Failure(path, error);
        }
    }

    /// <summary>Sets the lines, in place of any that were there.</summary>
    /// <exception cref="OutputException">The file cannot be written; it is unchanged.</exception>
    public void Rewrite(IEnumerable<TLine> lines) => ReplacedFile.Write(path, stream =>
    {
        foreach (TLine line in lines) stream.Write(Bytes(line));
    });

    private byte[] Bytes(TLine line) => [.. JsonSerializer.SerializeToUtf8Bytes(line, format), (byte)'\n'];

    private string Text() => InputFile.Read(path, $"{expected} a line", static stream =>
    {
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    });

    // What stands behind the last line feed is empty, or not complete.
    private IReadOnlyList<TLine> Parse(string text) => [.. text.Split('\n')[..^1].Select((line, index) =>
    {
        try
        {
            return JsonSerializer.Deserialize(line, format) ?? throw new JsonException("It is null.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidInputException($"{path}, line {index + 1}", $"something else ({error.Message.TrimEnd('.')})", expected, cause: error);
        }
    })];
}
