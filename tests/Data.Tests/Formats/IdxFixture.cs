using System.Buffers.Binary;
using System.IO.Compression;
using Neuromanifold.Data.Tests.Datasets;

namespace Neuromanifold.Data.Tests.Formats;

/// <summary>Writes IDX, by the book.</summary>
internal static class IdxFixture
{
    public static byte[] Bytes(int[] extents, byte[] values, byte type = 0x08)
    {
        byte[] header = new byte[4 + (4 * extents.Length)];
        header[2] = type;
        header[3] = (byte)extents.Length;
        for (int i = 0; i < extents.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), extents[i]);
        return [.. header, .. values];
    }

    public static byte[] Zip(byte[] content)
    {
        using MemoryStream archive = new();
        using (GZipStream stream = new(archive, CompressionLevel.Optimal)) stream.Write(content);
        return archive.ToArray();
    }

    /// <summary>Six training and four test images of 2×3 pixels with labels 0, 1, 2, in a folder.</summary>
    public static void WriteFolder(TemporaryFolder folder, bool zipped = false, char separator = '-')
    {
        byte[] Content(byte[] bytes) => zipped ? Zip(bytes) : bytes;
        string end = zipped ? ".gz" : "";
        folder.Write($"train-images{separator}idx3-ubyte{end}", Content(Bytes([6, 2, 3], Pixels(36, 0))));
        folder.Write($"train-labels{separator}idx1-ubyte{end}", Content(Bytes([6], [0, 1, 2, 0, 1, 2])));
        folder.Write($"t10k-images{separator}idx3-ubyte{end}", Content(Bytes([4, 2, 3], Pixels(24, 100))));
        folder.Write($"t10k-labels{separator}idx1-ubyte{end}", Content(Bytes([4], [2, 1, 0, 1])));
    }

    public static byte[] Pixels(int count, int first) => [.. Enumerable.Range(first, count).Select(i => (byte)(7 * i))];
}
