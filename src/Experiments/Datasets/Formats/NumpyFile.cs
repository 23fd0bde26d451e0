using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using Neuromanifold.Networks.ModelFiles;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Experiments.Datasets.Formats;

/// <summary>
/// Reads NumPy's .npy, versions 1.0 to 3.0: a magic word, the version, the header's length, the header, the elements. Little-endian
/// floats, integers and truth values in row-major order; values must be finite. Source: [Kern07].
/// </summary>
internal static class NumpyFile
{
    private const string Expected = "a NumPy array (.npy) of float32, float64, uint8, int8 to int64 or bool, little-endian, in C order";
    private const int LongestHeader = 1 << 16;
    private const int Block = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidInputException">The file is not what it should be. No more memory is taken than it fills.</exception>
    public static NumpyArray Read(string path) => InputFile.Read(path, Expected, file =>
    {
        NumpyHeader header = ReadHeader(path, file);
        ImmutableArray<int> extents = CheckExtents(path, header);
        int count = extents.Aggregate(1, (product, extent) => product * extent);
        Array values = header.Type switch
        {
            "|u1" => Read<byte, byte>(path, file, count, header),
            "<f4" => Read<float, float>(path, file, count, header),
            "<f8" => Read<double, double>(path, file, count, header),
            "|i1" => Read<sbyte, float>(path, file, count, header),
            "|b1" => Read<byte, float>(path, file, count, header),
            "<i2" => Read<short, float>(path, file, count, header),
            "<i4" => Read<int, double>(path, file, count, header),
            "<i8" => Read<long, double>(path, file, count, header),
            _ => throw new InvalidInputException(path, $"elements of type '{header.Type}'", Expected, "Convert them in Python: numpy.save(file, array.astype('<f4'))."),
        };
        NumpyArray array = new(path, header.Shape, extents, values);
        CheckFinite(array);
        return array;
    });

    private static NumpyHeader ReadHeader(string path, FileStream file)
    {
        Span<byte> start = stackalloc byte[12];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read < 10 || start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8)) throw new InvalidInputException(path, "a file that does not begin as NumPy's do", Expected);
        int version = start[6];
        if (version is < 1 or > 3 || start[7] != 0) throw new InvalidInputException(path, $"version {version}.{start[7]} of the format", "version 1.0, 2.0 or 3.0");

        // Version 1 has a header length of two bytes, later ones of four.
        long length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : read < 12 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        file.Position = version == 1 ? 10 : 12;
        if (length > Math.Min(LongestHeader, file.Length - file.Position)) throw new InvalidInputException(path, $"a header of {length} bytes in a file of {file.Length}", Expected, "The file may be cut short.");
        byte[] text = new byte[length];
        file.ReadExactly(text);
        NumpyHeader? header = NumpyHeader.Parse(version == 3 ? Encoding.UTF8.GetString(text) : Encoding.Latin1.GetString(text));
        return header ?? throw new InvalidInputException(path, "a header that is no dictionary of descr, fortran_order and shape of a plain array", Expected);
    }

    private static ImmutableArray<int> CheckExtents(string path, NumpyHeader header)
    {
        if (header.Extents.Length is 0 or > 8 || header.Extents.Contains(0)) throw new InvalidInputException(path, $"an array of shape {header.Shape}", "a first extent that counts examples, and no extent of zero");
        if (header.ColumnMajor && header.Extents.Length > 1)
            throw new InvalidInputException(path, "an array in Fortran order", "C order", "Save it again in Python: numpy.save(file, numpy.ascontiguousarray(array)).");
        long product = 1;
        foreach (long extent in header.Extents)
        {
            product = extent > Array.MaxLength ? long.MaxValue : product * extent;
            if (product > Array.MaxLength) throw new InvalidInputException(path, $"an array of shape {header.Shape}", $"at most {Array.MaxLength} elements");
        }

        return [.. header.Extents.Select(extent => (int)extent)];
    }

    private static TKept[] Read<TFile, TKept>(string path, FileStream file, int count, NumpyHeader header)
        where TFile : unmanaged, INumberBase<TFile>
        where TKept : unmanaged, INumberBase<TKept>
    {
        int size = Marshal.SizeOf<TFile>();
        long promised = file.Position + ((long)count * size);
        if (promised != file.Length)
            throw new InvalidInputException(path, $"{file.Length} bytes", $"{promised}, as its header of shape {header.Shape} and type '{header.Type}' promises", file.Length < promised ? "The file may be cut short." : null);
        TKept[] values = new TKept[count];
        if (typeof(TFile) == typeof(TKept))
        {
            file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        TFile[] block = new TFile[Math.Min(count, Block)];
        for (int start = 0; start < count; start += Block)
        {
            Span<TFile> read = block.AsSpan(0, Math.Min(Block, count - start));
            file.ReadExactly(MemoryMarshal.AsBytes(read));
            TensorPrimitives.ConvertTruncating<TFile, TKept>(read, values.AsSpan(start));
        }

        return values;
    }

    private static void CheckFinite(NumpyArray array)
    {
        int element = array.Values switch
        {
            float[] values => Array.FindIndex(values, value => !float.IsFinite(value)),
            double[] values => Array.FindIndex(values, value => !double.IsFinite(value)),
            _ => -1,
        };
        if (element >= 0) throw new InvalidInputException(array.Path, $"{array.Values.GetValue(element)} at {array.PositionOf(element)}", "finite numbers", "Replace or leave out such examples.");
    }
}
