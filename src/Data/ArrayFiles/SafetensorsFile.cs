using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>
/// Named tensors in one file, as the safetensors library of Hugging Face defines it: the size of a header, the header in JSON,
/// the data without gaps, all little-endian. A file is checked as a whole when it is opened, before memory is taken for it.
/// </summary>
public sealed class SafetensorsFile : ITensorFile
{
    private const string Expected = "a safetensors file";
    private const int ChunkSize = 4096;

    private readonly FileStream _stream;
    private readonly SafetensorsHeader _header;
    private readonly Dictionary<string, SafetensorsTensor> _tensors;

    private SafetensorsFile(string path, FileStream stream, SafetensorsHeader header)
    {
        FilePath = path;
        _stream = stream;
        _header = header;
        _tensors = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The path it was opened by.</summary>
    public string FilePath { get; }

    /// <summary>The tensors in the order of their data.</summary>
    public ImmutableArray<SafetensorsTensor> Tensors => _header.Tensors;

    /// <summary>What else the file says of itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    string ITensorFile.Readable => ElementTypes.Readable;

    IEnumerable<string> ITensorFile.Names => _tensors.Keys;

    /// <summary>Opens a file and checks its header against its size.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or is not such a file; the message says where.</exception>
    public static SafetensorsFile Open(string path)
    {
        FileStream stream = InputFile.Open(path, Expected);
        try
        {
            return new SafetensorsFile(path, stream, new SafetensorsHeaderReader(path).Read(stream));
        }
        catch (IOException error)
        {
            stream.Dispose();
            throw InputFile.Unreadable(path, Expected, error);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file beside its place, then renames it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="tensors">Its tensors, in this order; float, double or Half.</param>
    /// <param name="metadata">What else it shall say of itself.</param>
    /// <exception cref="OutputException">The place cannot be written; what stood there is unchanged.</exception>
    /// <exception cref="ArgumentException">Two tensors share a name, a name is not Unicode, or values and shape differ in number.</exception>
    public static void Write<T>(string path, IReadOnlyList<NamedTensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged => ReplacedFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes such a file's content to a stream, from front to back.</summary>
    /// <exception cref="ArgumentException">Two tensors share a name, a name is not Unicode, or values and shape differ in number.</exception>
    public static void Write<T>(Stream stream, IReadOnlyList<NamedTensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged
    {
        SafetensorsHeaderWriter.Write(stream, tensors, metadata);
        foreach (NamedTensor<T> tensor in tensors)
        {
            // A span of bytes cannot hold all of the largest vectors.
            ReadOnlySpan<T> rest = tensor.Values.Span;
            for (; rest.Length > ChunkSize; rest = rest[ChunkSize..]) stream.Write(MemoryMarshal.AsBytes(rest[..ChunkSize]));
            stream.Write(MemoryMarshal.AsBytes(rest));
        }
    }

    /// <summary>The tensor of a name, or null.</summary>
    public SafetensorsTensor? Find(string name) => _tensors.GetValueOrDefault(name);

    /// <summary>Copies the values of a tensor, row-major, rounding them to <typeparamref name="T"/> where that is narrower.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">As long as the tensor has elements.</param>
    /// <exception cref="InvalidInputException">There is no such tensor, its elements are not F16, BF16, F32 or F64, or reading fails.</exception>
    public void CopyTo<T>(string name, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SafetensorsTensor tensor = Find(name) ?? throw new InvalidInputException(
            FilePath, $"no tensor {Quoted.Name(name)}", $"one of that name among its {Tensors.Length}", NearestName.Question(name, _tensors.Keys));
        if (destination.Length != tensor.Shape.ElementCount)
            throw new ArgumentException($"Tensor {Quoted.Name(name)} has {tensor.Shape.ElementCount} elements, but there is room for {destination.Length}.", nameof(destination));
        try
        {
            _stream.Position = _header.DataStart + tensor.Start;
            switch (tensor.ElementType)
            {
                case "F32": Read<float, T>(destination); break;
                case "F64": Read<double, T>(destination); break;
                case "F16": Read<Half, T>(destination); break;
                case "BF16": ReadUpperHalves(destination); break;
                default: throw new InvalidInputException(FilePath, $"tensor {Quoted.Name(name)} of type {tensor.ElementType}", ElementTypes.Readable);
            }
        }
        catch (IOException error)
        {
            throw InputFile.Unreadable(FilePath, Expected, error);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    (Shape Shape, string Type, bool IsReadable)? ITensorFile.Describe(string name) =>
        Find(name) is { } tensor ? (tensor.Shape, tensor.ElementType, ElementTypes.IsReadable(tensor.ElementType)) : null;

    private void Read<TStored, T>(Span<T> destination)
        where TStored : unmanaged, IBinaryFloatingPointIeee754<TStored>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<TStored> chunk = new TStored[Math.Min(ChunkSize, destination.Length)];
        while (!destination.IsEmpty)
        {
            Span<TStored> part = chunk[..Math.Min(chunk.Length, destination.Length)];
            _stream.ReadExactly(MemoryMarshal.AsBytes(part));
            // Not by arithmetic where the types are one: a NaN shall keep its bits.
            if (typeof(TStored) == typeof(T)) MemoryMarshal.Cast<TStored, T>(part).CopyTo(destination);
            else TensorPrimitives.ConvertTruncating<TStored, T>(part, destination);
            destination = destination[part.Length..];
        }
    }

    // A BF16 is the upper half of a float.
    private void ReadUpperHalves<T>(Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<ushort> chunk = new ushort[Math.Min(ChunkSize, destination.Length)];
        while (!destination.IsEmpty)
        {
            Span<ushort> part = chunk[..Math.Min(chunk.Length, destination.Length)];
            _stream.ReadExactly(MemoryMarshal.AsBytes(part));
            for (int i = 0; i < part.Length; i++) destination[i] = T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)part[i] << 16));
            destination = destination[part.Length..];
        }
    }
}
