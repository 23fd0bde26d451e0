using System.Text;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>
/// A file that is replaced as a whole: written beside its place, flushed to the disk, then renamed. Who reads it, even after
/// a kill at any instant, finds the old content or the new one.
/// </summary>
public static class ReplacedFile
{
    /// <summary>How the names of files that are still being written end; a kill may leave one.</summary>
    public const string UnfinishedExtension = ".partial";

    /// <summary>Writes a file, making its folder if need be. A device such as /dev/stdout is written to, not replaced.</summary>
    /// <param name="path">Where.</param>
    /// <param name="write">Writes the content; what it throws comes through, after the part written has been removed.</param>
    /// <exception cref="OutputException">The disk is full or the place cannot be written; what stood there is unchanged.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        try
        {
            if (IsDevice(full)) WriteThrough(full, write);
            else WriteBeside(full, write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, error);
        }
    }

    /// <summary>Writes a text as UTF-8, as <see cref="Write"/> does.</summary>
    /// <exception cref="OutputException">The disk is full or the place cannot be written; what stood there is unchanged.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>What to tell a user when writing to <paramref name="path"/> failed.</summary>
    public static OutputException Failure(string path, Exception error) => IsDiskFull(error)
        ? new OutputException(path, "the disk is full", "Free some space there, or name another place.", error)
        : new OutputException(path, $"cannot be written ({error.Message.TrimEnd('.')})", "Name a file in a folder that exists and can be written to.", error);

    private static void WriteBeside(string full, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
        // A name of its own, so that two writers of one place don't rename each other's half files.
        string beside = $"{full}.{Path.GetRandomFileName()}{UnfinishedExtension}";
        try
        {
            using (FileStream stream = new(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                // Else a power failure could leave the new name with none of the content.
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            Discard(beside);
            throw;
        }
    }

    private static void WriteThrough(string full, Action<Stream> write)
    {
        using FileStream stream = new(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1 << 16);
        write(stream);
    }

    // The first failure is the one to tell.
    private static void Discard(string beside)
    {
        try
        {
            File.Delete(beside);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    private static bool IsDevice(string full) =>
        full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);

    // ENOSPC and EDQUOT where errors are POSIX's, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static bool IsDiskFull(Exception error) => error is IOException && (OperatingSystem.IsWindows()
        ? (error.HResult & 0xFFFF) is 112 or 39
        : error.HResult is 28 or 122 or 69);
}
