using System.Collections.Immutable;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>
/// Named arrays in one file, as numpy.savez writes them: a ZIP archive of .npy entries, stored or deflated. Opening one looks at names
/// and headers only; values are inflated into memory of the caller's, who has seen the shape. Source: [Kern07].
/// </summary>
public sealed class NpzFile : ITensorFile
{
    private const string Expected = "NumPy arrays by name (.npz)";
    private const string EntryExtension = ".npy";

    // The time of entries, which ZIP demands; the earliest it can say.
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, (NpzArray Array, ZipArchiveEntry Entry)> _entries = new(StringComparer.Ordinal);

    private NpzFile(string path, ZipArchive archive)
    {
        FilePath = path;
        _archive = archive;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            NpzArray array = Describe(entry);
            if (!_entries.TryAdd(array.Name, (array, entry))) throw new InvalidInputException(path, $"two arrays {Quoted.Name(array.Name)}", "different names");
        }

        Arrays = [.. _entries.Values.Select(value => value.Array)];
    }

    /// <summary>The path it was opened by.</summary>
    public string FilePath { get; }

    /// <summary>The arrays.</summary>
    public ImmutableArray<NpzArray> Arrays { get; }

    string ITensorFile.Readable => NumpyStream.Expected;

    IEnumerable<string> ITensorFile.Names => _entries.Keys;

    /// <summary>Opens a file and checks every array's header against its length.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or is not such a file; the message says where.</exception>
    public static NpzFile Open(string path)
    {
        FileStream stream = InputFile.Open(path, Expected);
        ZipArchive? archive = null;
        try
        {
            return Guarded(path, () => new NpzFile(path, archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8)));
        }
        catch
        {
            archive?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file beside its place, then renames it; the same arrays give the same bytes.</summary>
    /// <param name="path">Where.</param>
    /// <param name="arrays">Its arrays, in this order; float or double.</param>
    /// <exception cref="OutputException">The place cannot be written; what stood there is unchanged.</exception>
    /// <exception cref="ArgumentException">Two arrays share a name, values and shape differ in number, or the elements are of another type.</exception>
    public static void Write<T>(string path, IReadOnlyList<NamedTensor<T>> arrays)
        where T : unmanaged
    {
        if (arrays.CountBy(array => array.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Value > 1) is { Key: { } twice }) throw new ArgumentException($"The name '{twice}' is taken already.", nameof(arrays));
        ReplacedFile.Write(path, stream =>
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
            foreach (NamedTensor<T> array in arrays)
            {
                // As numpy.savez does: numbers hardly shrink.
                ZipArchiveEntry entry = archive.CreateEntry(array.Name + EntryExtension, CompressionLevel.NoCompression);
                entry.LastWriteTime = Time;
                using Stream content = entry.Open();
                NumpyStream.Write(content, array.Shape, array.Values.Span);
            }
        });
    }

    /// <summary>The array of a name, or null.</summary>
    public NpzArray? Find(string name) => _entries.TryGetValue(name, out (NpzArray Array, ZipArchiveEntry Entry) found) ? found.Array : null;

    /// <summary>Copies the values of an array, row-major, rounding them to <typeparamref name="T"/> where that is narrower.</summary>
    /// <param name="name">The array's name.</param>
    /// <param name="destination">As long as the array has elements.</param>
    /// <exception cref="InvalidInputException">There is no such array, or reading fails.</exception>
    public void CopyTo<T>(string name, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!_entries.TryGetValue(name, out (NpzArray Array, ZipArchiveEntry Entry) found))
            throw new InvalidInputException(FilePath, $"no array {Quoted.Name(name)}", $"one of that name among its {Arrays.Length}", NearestName.Question(name, _entries.Keys));
        if (destination.Length != found.Array.Shape.ElementCount)
            throw new ArgumentException($"Array {Quoted.Name(name)} has {found.Array.Shape.ElementCount} elements, but there is room for {destination.Length}.", nameof(destination));
        try
        {
            using Stream content = found.Entry.Open();
            NumpyStream.ReadHeader(FilePath, content, found.Entry.Length, out _);
            NumpyStream.Read(content, found.Array.ElementType, destination);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or NotSupportedException)
        {
            throw InputFile.Unreadable(FilePath, Expected, error);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _archive.Dispose();

    (Shape Shape, string Type, bool IsReadable)? ITensorFile.Describe(string name) => Find(name) is { } array ? (array.Shape, array.ElementType, true) : null;

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        // What the archive's reader throws at bytes that are no archive.
        catch (Exception error) when (error is IOException or InvalidDataException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new InvalidInputException(path, $"a file that is no readable archive ({error.Message.TrimEnd('.')})", Expected, cause: error);
        }
    }

    private NpzArray Describe(ZipArchiveEntry entry)
    {
        string subject = $"{FilePath}, entry {Quoted.Name(entry.FullName)}";
        if (!entry.FullName.EndsWith(EntryExtension, StringComparison.Ordinal)) throw new InvalidInputException(subject, "something else than an array", Expected);
        using Stream content = entry.Open();
        NumpyHeader header = NumpyStream.ReadHeader(subject, content, entry.Length, out int start);
        ImmutableArray<int> extents = NumpyStream.CheckedExtents(subject, header);
        NumpyStream.CheckLength(subject, header, start, entry.Length);
        return new NpzArray(entry.FullName[..^EntryExtension.Length], header.Type, new Shape(extents.AsSpan()));
    }
}
