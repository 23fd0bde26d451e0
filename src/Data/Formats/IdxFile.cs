using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Formats;

/// <summary>
/// Reads the IDX format of MNIST, gzipped or not: two zero bytes, the element type, the number of extents, the extents as big-endian
/// 32-bit integers, the elements row by row. Source: [LeCun10], the section on file formats. Unsigned bytes are read, which
/// MNIST and its relatives use.
/// </summary>
internal static class IdxFile
{
    private const int UnsignedByte = 0x08;
    private const int MaximumExtents = 8;

    // A deflated stream never grows by more than this factor: each of its symbols takes a bit or more and stands for 258 bytes at most [Deutsch96].
    private const long MaximumInflation = 1032;
    private const int FirstBlock = 1 << 24;

    private static readonly Dictionary<int, string> s_otherTypes = new()
    {
        [0x09] = "signed bytes", [0x0B] = "16-bit integers", [0x0C] = "32-bit integers", [0x0D] = "floats", [0x0E] = "doubles",
    };

    /// <summary>The extents and elements of a file of <paramref name="rank"/> extents or, where it is null, of two or more.</summary>
    /// <exception cref="InvalidInputException">The file is not what it should be. No more memory is taken than it can fill.</exception>
    public static (ImmutableArray<int> Extents, byte[] Values) Read(string path, int? rank = null)
    {
        string expected = $"an IDX file of unsigned bytes with {(rank is { } exact ? $"{exact} extent{(exact == 1 ? "" : "s")}" : "two extents or more")}, gzipped or not";
        return InputFile.Read(path, expected, file =>
        {
            if (file.Length < 4) throw new InvalidInputException(path, $"a file of {file.Length} bytes", expected);
            Span<byte> start = stackalloc byte[2];
            file.ReadExactly(start);
            file.Position = 0;
            bool zipped = start.SequenceEqual<byte>([0x1F, 0x8B]);
            using Stream content = zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
            try
            {
                ImmutableArray<int> extents = ReadHeader(path, expected, content, rank);
                long count = extents.Aggregate(1L, (product, extent) => product * extent);
                CheckLength(path, file.Length, zipped, headerLength: 4 + (4 * extents.Length), count, extents);
                return (extents, ReadValues(path, content, (int)count, extents));
            }
            catch (InvalidDataException error)
            {
                throw new InvalidInputException(path, "a damaged gzip stream", expected, "Fetch the file again.", error);
            }
        });
    }

    private static ImmutableArray<int> ReadHeader(string path, string expected, Stream content, int? rank)
    {
        Span<byte> header = stackalloc byte[4 * (1 + MaximumExtents)];
        if (content.ReadAtLeast(header[..4], 4, throwOnEndOfStream: false) < 4 || header[0] != 0 || header[1] != 0)
            throw new InvalidInputException(path, "a file that does not begin as IDX does, with two zero bytes, a type and a rank", expected);
        if (header[2] != UnsignedByte)
            throw new InvalidInputException(path, s_otherTypes.TryGetValue(header[2], out string? type) ? $"IDX elements that are {type}" : $"the unknown IDX element type 0x{header[2]:X2}", expected, "Convert other types to NumPy arrays and name them npy:X.npy,Y.npy.");
        int found = header[3];
        if (rank is { } exact ? found != exact : found is < 2 or > MaximumExtents)
            throw new InvalidInputException(path, $"{found} extent{(found == 1 ? "" : "s")}", expected, "Images and labels may have been exchanged.");
        Span<byte> words = header.Slice(4, 4 * found);
        if (content.ReadAtLeast(words, words.Length, throwOnEndOfStream: false) < words.Length)
            throw new InvalidInputException(path, "a file that ends within its header", expected, "Fetch the file again.");

        int[] extents = new int[found];
        long product = 1;
        for (int i = 0; i < found; i++)
        {
            uint extent = BinaryPrimitives.ReadUInt32BigEndian(words[(4 * i)..]);
            // Each factor is below 2³² and the product so far below 2³¹, so this cannot overflow.
            product *= extent;
            if (extent == 0) throw new InvalidInputException(path, $"the extent 0 at place {i + 1} of {found}", "extents above zero");
            if (product > Array.MaxLength) throw new InvalidInputException(path, $"extents whose product is above {Array.MaxLength}", "as many elements as fit into memory");
            extents[i] = (int)extent;
        }

        return [.. extents];
    }

    private static void CheckLength(string path, long fileLength, bool zipped, int headerLength, long count, ImmutableArray<int> extents)
    {
        long promised = headerLength + count;
        if (zipped ? promised > MaximumInflation * fileLength : promised != fileLength)
        {
            throw new InvalidInputException(
                path,
                $"{fileLength} {(zipped ? "compressed " : "")}bytes",
                $"{(zipped ? "an archive that can hold " : "")}{promised} bytes, as its header of {string.Join('×', extents)} promises",
                fileLength < promised ? "The file may be cut short: fetch it again." : null);
        }
    }

    // Memory grows with what has been inflated, so an archive that promises much and holds little costs little.
    private static byte[] ReadValues(string path, Stream content, int count, ImmutableArray<int> extents)
    {
        byte[] values = new byte[Math.Min(count, FirstBlock)];
        int read = 0;
        while (true)
        {
            read += content.ReadAtLeast(values.AsSpan(read), values.Length - read, throwOnEndOfStream: false);
            if (read < values.Length)
                throw new InvalidInputException(path, $"{read} elements", $"{count}, as its header of {string.Join('×', extents)} promises", "The file may be cut short: fetch it again.");
            if (read == count) break;
            Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
        }

        // Reading on to the end also makes an archive's checksum be verified.
        return content.ReadByte() < 0
            ? values
            : throw new InvalidInputException(path, "bytes after the last element", $"{count} elements, as its header of {string.Join('×', extents)} promises");
    }
}
