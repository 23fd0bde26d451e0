using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>
/// Reads and writes NumPy's .npy from front to back, versions 1.0 to 3.0: a magic word, the version, the header's length, the header,
/// the elements. Little-endian floats, integers and truth values in row-major order. Source: [Kern07].
/// </summary>
internal static class NumpyStream
{
    /// <summary>What a message says was expected.</summary>
    public const string Expected = "a NumPy array (.npy) of float32, float64, uint8, int8 to int64 or bool, little-endian, in C order";

    private const int LongestHeader = 1 << 16;
    private const int LargestRank = 32;
    private const int Block = 1 << 14;

    /// <summary>Reads what stands before the elements; the stream then stands at them.</summary>
    /// <param name="subject">The file's name in messages.</param>
    /// <param name="stream">The stream, at the array's beginning.</param>
    /// <param name="length">The array's length in bytes.</param>
    /// <param name="start">Bytes read.</param>
    /// <exception cref="InvalidInputException">It is not what it should be.</exception>
    public static NumpyHeader ReadHeader(string subject, Stream stream, long length, out int start)
    {
        Span<byte> prefix = stackalloc byte[12];
        int read = stream.ReadAtLeast(prefix[..10], 10, throwOnEndOfStream: false);
        if (read < 10 || prefix[0] != 0x93 || !prefix[1..6].SequenceEqual("NUMPY"u8)) throw new InvalidInputException(subject, "a file that does not begin as NumPy's do", Expected);
        int version = prefix[6];
        if (version is < 1 or > 3 || prefix[7] != 0) throw new InvalidInputException(subject, $"version {version}.{prefix[7]} of the format", "version 1.0, 2.0 or 3.0");

        // Version 1 has a header length of two bytes, later ones of four.
        start = version == 1 ? 10 : 12;
        if (version > 1 && stream.ReadAtLeast(prefix[10..], 2, throwOnEndOfStream: false) < 2) throw new InvalidInputException(subject, $"a file of {length} bytes", Expected, "The file may be cut short.");
        long size = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        if (size > Math.Min(LongestHeader, length - start)) throw new InvalidInputException(subject, $"a header of {size} bytes in a file of {length}", Expected, "The file may be cut short.");
        byte[] text = new byte[size];
        stream.ReadExactly(text);
        start += text.Length;
        NumpyHeader? header = NumpyHeader.Parse(version == 3 ? Encoding.UTF8.GetString(text) : Encoding.Latin1.GetString(text));
        return header ?? throw new InvalidInputException(subject, "a header that is no dictionary of descr, fortran_order and shape of a plain array", Expected);
    }

    /// <summary>The extents, if elements of that number can be held and lie row by row.</summary>
    /// <exception cref="InvalidInputException">They cannot, or do not.</exception>
    public static ImmutableArray<int> CheckedExtents(string subject, NumpyHeader header)
    {
        if (header.ColumnMajor && header.Extents.Length > 1)
            throw new InvalidInputException(subject, "an array in Fortran order", "C order", "Save it again in Python: numpy.save(file, numpy.ascontiguousarray(array)).");
        if (header.Extents.Length > LargestRank) throw new InvalidInputException(subject, $"an array of {header.Extents.Length} extents", $"up to {LargestRank}");
        long product = 1;
        foreach (long extent in header.Extents)
        {
            product = extent > Array.MaxLength ? long.MaxValue : product * extent;
            if (product > Array.MaxLength) throw new InvalidInputException(subject, $"an array of shape {header.Shape}", $"at most {Array.MaxLength} elements");
        }

        return [.. header.Extents.Select(extent => (int)extent)];
    }

    /// <summary>Refuses a length that is not what header and elements fill.</summary>
    /// <exception cref="InvalidInputException">The length or the type is another.</exception>
    public static void CheckLength(string subject, NumpyHeader header, int start, long length)
    {
        long promised = start + (header.Extents.Aggregate(1L, (product, extent) => product * extent) * SizeOf(subject, header.Type));
        if (promised != length)
            throw new InvalidInputException(subject, $"{length} bytes", $"{promised}, as its header of shape {header.Shape} and type '{header.Type}' promises", length < promised ? "The file may be cut short." : null);
    }

    /// <summary>Bytes an element.</summary>
    /// <exception cref="InvalidInputException">The type is none of those that are read.</exception>
    public static int SizeOf(string subject, string type) => type switch
    {
        "|u1" or "|i1" or "|b1" => 1,
        "<i2" => 2,
        "<f4" or "<i4" => 4,
        "<f8" or "<i8" => 8,
        _ => throw new InvalidInputException(subject, $"elements of type '{type}'", Expected, "Convert them in Python: numpy.save(file, array.astype('<f4'))."),
    };

    /// <summary>Reads elements of a type that is known, converting them where need be.</summary>
    public static void Read<T>(Stream stream, string type, Span<T> destination)
        where T : unmanaged, INumberBase<T>
    {
        switch (type)
        {
            case "|u1" or "|b1":
                Read<byte, T>(stream, destination);
                break;
            case "|i1":
                Read<sbyte, T>(stream, destination);
                break;
            case "<i2":
                Read<short, T>(stream, destination);
                break;
            case "<i4":
                Read<int, T>(stream, destination);
                break;
            case "<i8":
                Read<long, T>(stream, destination);
                break;
            case "<f4":
                Read<float, T>(stream, destination);
                break;
            default:
                Read<double, T>(stream, destination);
                break;
        }
    }

    /// <summary>Writes an array of float or double.</summary>
    /// <exception cref="ArgumentException">Values and shape differ in number, or the elements are of another type.</exception>
    public static void Write<T>(Stream stream, Shape shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        string type = typeof(T) == typeof(float) ? "<f4" : typeof(T) == typeof(double) ? "<f8" : throw new ArgumentException($"Elements of type {typeof(T).Name} cannot be stored; use float or double.", nameof(values));
        if (values.Length != shape.ElementCount) throw new ArgumentException($"An array of shape {shape} has {values.Length} values.", nameof(values));
        string header = new NumpyHeader(type, ColumnMajor: false, [.. shape.Extents.Select(extent => (long)extent)]).ToString();
        // Elements begin at a multiple of 64 bytes, after a line's end.
        int length = ((10 + header.Length + 1 + 63) / 64 * 64) - 10;
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
        for (; values.Length > Block; values = values[Block..]) stream.Write(MemoryMarshal.AsBytes(values[..Block]));
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    private static void Read<TFile, T>(Stream stream, Span<T> destination)
        where TFile : unmanaged, INumberBase<TFile>
        where T : unmanaged, INumberBase<T>
    {
        Span<TFile> block = new TFile[Math.Min(destination.Length, Block)];
        while (!destination.IsEmpty)
        {
            Span<TFile> part = block[..Math.Min(block.Length, destination.Length)];
            stream.ReadExactly(MemoryMarshal.AsBytes(part));
            // Not by arithmetic where the types are one: a NaN shall keep its bits.
            if (typeof(TFile) == typeof(T)) MemoryMarshal.Cast<TFile, T>(part).CopyTo(destination);
            else TensorPrimitives.ConvertTruncating<TFile, T>(part, destination);
            destination = destination[part.Length..];
        }
    }
}
