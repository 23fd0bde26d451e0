using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>A file that a user named, read once from front to back; whatever goes wrong is said about the file.</summary>
public static class InputFile
{
    /// <summary>Opens a file and reads it.</summary>
    /// <exception cref="InvalidInputException">It is missing, may not be read, is no regular file, or fails while it is read.</exception>
    public static T Read<T>(string path, string expected, Func<FileStream, T> read)
    {
        using FileStream stream = Open(path, expected);
        try
        {
            return read(stream);
        }
        catch (IOException error)
        {
            throw Unreadable(path, expected, error);
        }
    }

    /// <summary>Opens a file for reading; the caller closes it and says what goes wrong later.</summary>
    /// <exception cref="InvalidInputException">It is missing, may not be read, or is no regular file.</exception>
    public static FileStream Open(string path, string expected)
    {
        try
        {
            FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
            if (stream.CanSeek) return stream;
            stream.Dispose();
            throw new InvalidInputException(path, "a pipe or a device", expected, "Save the data to a file first.");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(path, "no such file", expected, cause: error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new InvalidInputException(path, Directory.Exists(path) ? "a folder" : "a file that may not be read", expected, cause: error);
        }
        catch (Exception error) when (error is IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, expected, error);
        }
    }

    internal static InvalidInputException Unreadable(string path, string expected, Exception error) =>
        new(path, $"a file that cannot be read ({error.Message.TrimEnd('.')})", expected, cause: error);
}
