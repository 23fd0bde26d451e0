using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Networks.ModelFiles.Onnx.Schema;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>A tensor stored in an ONNX file: checked against the bytes there are for it before memory is taken.</summary>
internal sealed class OnnxTensor
{
    private const string Readable = "float, double, float16 or bfloat16";
    private const int LargestRank = 32;

    private readonly string _path;
    private readonly string _subject;
    private readonly TensorProto _tensor;
    private readonly ExternalData? _external;

    private OnnxTensor(string path, string subject, TensorProto tensor, Shape shape, ExternalData? external)
    {
        _path = path;
        _subject = subject;
        _tensor = tensor;
        _external = external;
        Shape = shape;
    }

    /// <summary>The shape, row-major.</summary>
    public Shape Shape { get; }

    /// <summary>Whether its elements are numbers of a floating point.</summary>
    public bool IsFloatingPoint => Type is OnnxElementType.Float or OnnxElementType.Double or OnnxElementType.Float16 or OnnxElementType.BFloat16;

    /// <summary>Where its data lie, if not in the model's file.</summary>
    public ExternalData? External => _external;

    private OnnxElementType Type => (OnnxElementType)_tensor.DataType;

    private int ElementSize => Type switch
    {
        OnnxElementType.Bool => 1,
        OnnxElementType.Float16 or OnnxElementType.BFloat16 => 2,
        OnnxElementType.Float or OnnxElementType.Int32 => 4,
        _ => 8,
    };

    // Elements stored one by one, not as bytes.
    private int TypedCount => Type switch
    {
        OnnxElementType.Float => _tensor.FloatData.Count,
        OnnxElementType.Double => _tensor.DoubleData.Count,
        OnnxElementType.Int64 => _tensor.Int64Data.Count,
        _ => _tensor.Int32Data.Count,
    };

    /// <summary>Looks at a tensor and where its data lie.</summary>
    /// <param name="path">The model's file.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="tensor">What the file says.</param>
    /// <exception cref="InvalidInputException">The type cannot be read, or there are more or fewer data than the shape asks for.</exception>
    public static OnnxTensor Open(string path, string name, TensorProto tensor)
    {
        string subject = $"tensor {Quoted.Name(name)}";
        if (!Enum.IsDefined((OnnxElementType)tensor.DataType)) throw new InvalidInputException(path, $"{subject} of the type with number {tensor.DataType}", Readable);
        Shape shape = CheckedShape(path, subject, tensor);
        OnnxTensor opened = new(path, subject, tensor, shape, null);
        long bytes = (long)shape.ElementCount * opened.ElementSize;
        switch (tensor.DataLocation)
        {
            case 1:
                return new OnnxTensor(path, subject, tensor, shape, ExternalData.Find(path, subject, tensor, bytes));
            case not 0:
                throw new InvalidInputException(path, $"{subject} whose data lie at a place with number {tensor.DataLocation}", "0, in the file, or 1, in one beside it");
        }

        if (tensor.RawData.Length > 0 ? tensor.RawData.Length != bytes || opened.TypedCount > 0 : opened.TypedCount != shape.ElementCount)
        {
            string found = tensor.RawData.Length > 0 ? $"{tensor.RawData.Length} bytes" : $"{opened.TypedCount} values";
            throw new InvalidInputException(path, $"{subject} of shape {shape} with {found}", tensor.RawData.Length > 0 ? $"{bytes} bytes and nothing else" : $"{shape.ElementCount} values");
        }

        return opened;
    }

    /// <summary>Copies the values, row-major, rounding them to <typeparamref name="T"/> where that is narrower.</summary>
    /// <exception cref="InvalidInputException">They are no floating-point numbers, not finite in <typeparamref name="T"/>, or reading fails.</exception>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!IsFloatingPoint) throw new InvalidInputException(_path, $"{_subject} of type {Type}", Readable);
        if (_external is null && _tensor.RawData.Length == 0) CopyTyped(destination);
        else CopyBytes(_external is null ? _tensor.RawData.Span : _external.Read(), destination);
        for (int i = 0; i < destination.Length; i++)
        {
            if (!T.IsFinite(destination[i])) throw new InvalidInputException(_path, $"{_subject} with {destination[i]} at element {i}", "finite numbers", "The model may have diverged while it was trained, or need --precision double.");
        }
    }

    /// <summary>The only element, for a tensor of one floating-point number.</summary>
    public bool TryGetScalar(out double value)
    {
        value = 0;
        if (Shape.ElementCount != 1 || !IsFloatingPoint) return false;
        CopyTo(new Span<double>(ref value));
        return true;
    }

    /// <summary>The elements of a tensor of up to <paramref name="most"/> whole numbers, or null for another.</summary>
    public long[]? ToIntegers(int most)
    {
        if (Shape.ElementCount > most || Type is not (OnnxElementType.Int64 or OnnxElementType.Int32)) return null;
        if (_external is null && _tensor.RawData.Length == 0) return Type == OnnxElementType.Int64 ? [.. _tensor.Int64Data] : [.. _tensor.Int32Data.Select(value => (long)value)];
        ReadOnlySpan<byte> bytes = _external is null ? _tensor.RawData.Span : _external.Read();
        if (Type == OnnxElementType.Int64) return MemoryMarshal.Cast<byte, long>(bytes).ToArray();
        long[] values = new long[Shape.ElementCount];
        TensorPrimitives.ConvertChecked<int, long>(MemoryMarshal.Cast<byte, int>(bytes), values);
        return values;
    }

    /// <summary>The only element, for a tensor of one truth value.</summary>
    public bool? ToTruth()
    {
        if (Shape.ElementCount != 1 || Type != OnnxElementType.Bool) return null;
        if (_external is null && _tensor.RawData.Length == 0) return _tensor.Int32Data[0] != 0;
        return (_external is null ? _tensor.RawData.Span : _external.Read())[0] != 0;
    }

    private static Shape CheckedShape(string path, string subject, TensorProto tensor)
    {
        if (tensor.Dims.Count > LargestRank) throw new InvalidInputException(path, $"{subject} with {tensor.Dims.Count} extents", $"up to {LargestRank}");
        long count = 1;
        foreach (long extent in tensor.Dims)
        {
            // Both factors are below 2³¹, so the product is exact.
            if (extent is >= 0 and <= int.MaxValue) count *= extent;
            if (extent is < 0 or > int.MaxValue || count > int.MaxValue)
                throw new InvalidInputException(path, $"{subject} of shape [{string.Join(", ", tensor.Dims)}]", $"extents from 0 on, and at most {int.MaxValue} elements");
        }

        return new Shape([.. tensor.Dims.Select(extent => (int)extent)]);
    }

    // Half-precision numbers stand as whole numbers of their bits.
    private void CopyTyped<T>(Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = Type switch
            {
                OnnxElementType.Float => T.CreateTruncating(_tensor.FloatData[i]),
                OnnxElementType.Double => T.CreateTruncating(_tensor.DoubleData[i]),
                OnnxElementType.Float16 => T.CreateTruncating(BitConverter.UInt16BitsToHalf((ushort)_tensor.Int32Data[i])),
                _ => T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)_tensor.Int32Data[i] << 16)),
            };
        }
    }

    private void CopyBytes<T>(ReadOnlySpan<byte> bytes, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (Type)
        {
            case OnnxElementType.Float:
                TensorPrimitives.ConvertTruncating<float, T>(MemoryMarshal.Cast<byte, float>(bytes), destination);
                break;
            case OnnxElementType.Double:
                TensorPrimitives.ConvertTruncating<double, T>(MemoryMarshal.Cast<byte, double>(bytes), destination);
                break;
            case OnnxElementType.Float16:
                TensorPrimitives.ConvertTruncating<Half, T>(MemoryMarshal.Cast<byte, Half>(bytes), destination);
                break;
            default:
                ReadOnlySpan<ushort> halves = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (int i = 0; i < halves.Length; i++) destination[i] = T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)halves[i] << 16));
                break;
        }
    }
}
