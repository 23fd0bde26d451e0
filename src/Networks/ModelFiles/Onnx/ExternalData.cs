using System.Globalization;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>A tensor's bytes in a file beside the model's, in its folder or below it and nowhere else.</summary>
internal sealed class ExternalData
{
    private const string Expected = "the data of a tensor";

    private readonly string _path;
    private readonly long _offset;
    private readonly int _length;

    private ExternalData(string path, long fileLength, long offset, int length)
    {
        _path = path;
        FileLength = fileLength;
        _offset = offset;
        _length = length;
    }

    /// <summary>The file's full path.</summary>
    public string FilePath => _path;

    /// <summary>The bytes in all of the file.</summary>
    public long FileLength { get; }

    /// <summary>Finds a tensor's data and checks that they are there in the length that its shape asks for.</summary>
    /// <exception cref="InvalidInputException">They are not, or are said to lie outside of the model's folder.</exception>
    public static ExternalData Find(string model, string subject, TensorProto tensor, long bytes)
    {
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        foreach (StringStringEntryProto entry in tensor.ExternalData) entries[entry.Key] = entry.Value;
        string location = entries.GetValueOrDefault("location", "");
        string folder = Path.GetDirectoryName(Path.GetFullPath(model)) ?? "/";
        string file = Inside(model, subject, folder, location);
        long offset = Number("offset", 0), length = Number("length", bytes);
        if (bytes > Array.MaxLength) throw new InvalidInputException(model, $"{subject} of {bytes} bytes", $"at most {Array.MaxLength}");
        if (length != bytes) throw new InvalidInputException(model, $"{subject} with {length} bytes in {Quoted.Name(location)}", $"{bytes} bytes, as its shape and type say");
        using FileStream stream = InputFile.Open(file, $"the data of {subject} of {model}");
        if (offset > stream.Length - bytes)
            throw new InvalidInputException(model, $"{subject} with bytes {offset} to {offset + (decimal)bytes} of {Quoted.Name(location)}, which has {stream.Length}", "data within that file", "It may have been cut off: copy it again.");
        return new ExternalData(file, stream.Length, offset, (int)bytes);

        long Number(string key, long usual) => !entries.TryGetValue(key, out string? text)
            ? usual
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw new InvalidInputException(model, $"{subject} whose data have the {key} {Quoted.Name(text)}", "a whole number from 0 on");
    }

    /// <summary>The bytes.</summary>
    /// <exception cref="InvalidInputException">Reading fails.</exception>
    public byte[] Read() => InputFile.Read(_path, Expected, stream =>
    {
        byte[] bytes = new byte[_length];
        stream.Position = _offset;
        stream.ReadExactly(bytes);
        return bytes;
    });

    private static string Inside(string model, string subject, string folder, string location)
    {
        const string Where = "a path within the model's folder";
        if (location.Length == 0 || location.Contains('\0') || Path.IsPathRooted(location) || location.Split('/', '\\').Contains(".."))
            throw new InvalidInputException(model, $"{subject} whose data lie at {Quoted.Name(location)}", Where);
        string file = Path.GetFullPath(Path.Combine(folder, location));
        if (Target(file) is { } target && !IsBelow(target, Target(folder) ?? folder) && !IsBelow(target, folder))
            throw new InvalidInputException(model, $"{subject} whose data lie at {Quoted.Name(location)}, a link to another folder", Where);
        return file;
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Null for what is no link, or not there, which opening will say.
    private static string? Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
