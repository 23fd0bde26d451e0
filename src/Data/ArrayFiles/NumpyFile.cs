using System.Collections.Immutable;
using System.Numerics;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>An array in NumPy's .npy. Source: [Kern07].</summary>
public static class NumpyFile
{
    /// <summary>Reads a file whose values are finite.</summary>
    /// <param name="path">The file.</param>
    /// <param name="check">Looks at the shape, as text and as extents, before values are read; what it throws comes through.</param>
    /// <exception cref="InvalidInputException">The file is not what it should be. No more memory is taken than it fills.</exception>
    public static NumpyArray Read(string path, Action<string, ImmutableArray<long>>? check = null) => InputFile.Read(path, NumpyStream.Expected, file =>
    {
        NumpyHeader header = NumpyStream.ReadHeader(path, file, file.Length, out int start);
        check?.Invoke(header.Shape, header.Extents);
        ImmutableArray<int> extents = NumpyStream.CheckedExtents(path, header);
        NumpyStream.CheckLength(path, header, start, file.Length);
        int count = extents.Aggregate(1, (product, extent) => product * extent);
        Array values = header.Type switch
        {
            "|u1" => Read<byte>(file, count, header),
            "<f4" or "|i1" or "|b1" or "<i2" => Read<float>(file, count, header),
            _ => Read<double>(file, count, header),
        };
        NumpyArray array = new(path, header.Shape, extents, values);
        CheckFinite(array);
        return array;
    });

    /// <summary>Writes an array of float or double beside its place, then renames the file.</summary>
    /// <exception cref="OutputException">The place cannot be written; what stood there is unchanged.</exception>
    /// <exception cref="ArgumentException">Values and shape differ in number, or the elements are of another type.</exception>
    public static void Write<T>(string path, Shape shape, ReadOnlyMemory<T> values)
        where T : unmanaged => ReplacedFile.Write(path, stream => NumpyStream.Write(stream, shape, values.Span));

    private static T[] Read<T>(FileStream file, int count, NumpyHeader header)
        where T : unmanaged, INumberBase<T>
    {
        T[] values = new T[count];
        NumpyStream.Read<T>(file, header.Type, values);
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
