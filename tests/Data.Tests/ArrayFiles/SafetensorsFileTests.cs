using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.ArrayFiles;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    private string FilePath => Path.Combine(_folder, "file.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_has_the_published_bytes()
    {
        SafetensorsFile.Write(FilePath, [new NamedTensor<float>("ab", new Shape(2, 1), new[] { 1f, -2f })]);
        // As save_file({"ab": torch.tensor([[1.], [-2.]])}) of the Python library writes it.
        byte[] header = [.. "{\"ab\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}       "u8];
        Assert.Equal(64, header.Length);
        Assert.Equal([64, 0, 0, 0, 0, 0, 0, 0, .. header, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0], File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Tensors_of_random_names_shapes_and_bits_return_as_they_were()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            ReturnAsTheyWere(Draw(random, word => BitConverter.UInt32BitsToSingle((uint)word)), value => BitConverter.SingleToUInt32Bits(value));
            ReturnAsTheyWere(Draw(random, BitConverter.UInt64BitsToDouble), BitConverter.DoubleToUInt64Bits);
        }
    }

    [Fact]
    public void Metadata_of_any_characters_return()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<Dictionary<NonNull<string>, NonNull<string>>>(), drawn =>
        {
            Dictionary<string, string> metadata = drawn.ToDictionary(pair => pair.Key.Get, pair => pair.Value.Get, StringComparer.Ordinal);
            bool isUnicode = metadata.All(pair => IsUnicode(pair.Key) && IsUnicode(pair.Value));
            if (!isUnicode)
            {
                Assert.ThrowsAny<ArgumentException>(() => SafetensorsFile.Write<float>(Stream.Null, [], metadata));
                return;
            }

            SafetensorsFile.Write<float>(FilePath, [], metadata);
            using SafetensorsFile file = SafetensorsFile.Open(FilePath);
            Assert.Equal(metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal), file.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Narrow_and_wide_elements_are_converted()
    {
        Half[] halves = [(Half)1.5f, Half.MaxValue, Half.Epsilon, Half.NegativeInfinity, Half.NaN, Half.NegativeZero];
        SafetensorsFile.Write(FilePath, [new NamedTensor<Half>("t", new Shape(halves.Length), halves)]);
        using (SafetensorsFile file = SafetensorsFile.Open(FilePath))
        {
            Assert.Equal("F16", file.Tensors[0].ElementType);
            Assert.Equal(halves.Select(half => (float)half), Values<float>(file));
            Assert.Equal(halves.Select(half => (double)half), Values<double>(file));
        }

        double[] wide = [1, 1.0 / 3, 1e300, double.NegativeInfinity, -0.0];
        SafetensorsFile.Write(FilePath, [new NamedTensor<double>("t", new Shape(wide.Length), wide)]);
        using (SafetensorsFile file = SafetensorsFile.Open(FilePath)) Assert.Equal(wide.Select(value => (float)value), Values<float>(file));

        File.WriteAllBytes(FilePath, Raw("""{"t":{"dtype":"BF16","shape":[3],"data_offsets":[0,6]}}""", [0x80, 0x3F, 0x49, 0x40, 0x80, 0xFF]));
        using (SafetensorsFile file = SafetensorsFile.Open(FilePath))
        {
            Assert.Equal([1f, 3.140625f, float.NegativeInfinity], Values<float>(file));
            Assert.Equal([1, 3.140625, double.NegativeInfinity], Values<double>(file));
        }
    }

    [Fact]
    public void Other_elements_are_listed_but_not_converted()
    {
        File.WriteAllBytes(FilePath, Raw("""{"n":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"t":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""", new byte[12]));
        using SafetensorsFile file = SafetensorsFile.Open(FilePath);
        Assert.Equal([new SafetensorsTensor("n", "I64", new Shape(1)), new SafetensorsTensor("t", "F32", new Shape())], file.Tensors.Select(tensor => new SafetensorsTensor(tensor.Name, tensor.ElementType, tensor.Shape)));
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => file.CopyTo("n", new float[1]));
        Assert.Equal($"{FilePath}: found tensor 'n' of type I64; expected F16, BF16, F32 or F64.", error.Message);
        Assert.Equal([0f], Values<float>(file));
        error = Assert.Throws<InvalidInputException>(() => file.CopyTo("tt", new float[1]));
        Assert.Equal($"{FilePath}: found no tensor 'tt'; expected one of that name among its 2. Did you mean 't'?", error.Message);
    }

    [Fact]
    public void A_programmers_mistakes_are_refused_before_anything_is_written()
    {
        NamedTensor<float> tensor = new("t", new Shape(1), new float[1]);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(FilePath, [tensor, tensor]));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(FilePath, [tensor with { Name = "__metadata__" }]));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(FilePath, [tensor with { Shape = new Shape(2) }]));
        Assert.ThrowsAny<ArgumentException>(() => SafetensorsFile.Write(FilePath, [tensor with { Name = "\uD800" }]));
        Assert.Throws<NotSupportedException>(() => SafetensorsFile.Write(FilePath, [new NamedTensor<int>("t", new Shape(1), new int[1])]));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private static T[] Values<T>(SafetensorsFile file)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[file.Find("t")!.Shape.ElementCount];
        file.CopyTo("t", values.AsSpan());
        return values;
    }

    private void ReturnAsTheyWere<T>(NamedTensor<T>[] tensors, Func<T, ulong> bits)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        SafetensorsFile.Write(FilePath, tensors);
        using SafetensorsFile file = SafetensorsFile.Open(FilePath);
        Assert.Equal(tensors.Select(tensor => tensor.Name), file.Tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
        Dictionary<string, byte[]> plain = PlainReading();
        foreach (NamedTensor<T> tensor in tensors)
        {
            Assert.Equal(tensor.Shape, file.Find(tensor.Name)!.Shape);
            T[] values = new T[tensor.Values.Length];
            file.CopyTo(tensor.Name, values.AsSpan());
            Assert.Equal(tensor.Values.ToArray().Select(bits), values.Select(bits));
            Assert.Equal(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tensor.Values.Span).ToArray(), plain[tensor.Name]);
        }
    }

    // The format read as its description says it, with nothing of the product.
    private Dictionary<string, byte[]> PlainReading()
    {
        byte[] all = File.ReadAllBytes(FilePath);
        int size = (int)BinaryPrimitives.ReadInt64LittleEndian(all);
        Assert.Equal(0, size % 8);
        using JsonDocument header = JsonDocument.Parse(all.AsMemory(8, size));
        return header.RootElement.EnumerateObject().ToDictionary(
            entry => entry.Name,
            entry => all[(8 + size + entry.Value.GetProperty("data_offsets")[0].GetInt32())..(8 + size + entry.Value.GetProperty("data_offsets")[1].GetInt32())],
            StringComparer.Ordinal);
    }

    private static NamedTensor<T>[] Draw<T>(RandomSequence random, Func<ulong, T> value)
        where T : unmanaged
    {
        NamedTensor<T>[] tensors = new NamedTensor<T>[random.NextInteger(6)];
        for (int i = 0; i < tensors.Length; i++)
        {
            int[] extents = new int[random.NextInteger(4)];
            for (int k = 0; k < extents.Length; k++) extents[k] = 1 + random.NextInteger(i == 0 ? 40 : 5);
            if (extents.Length == 3 && i == 1) extents[1] = 0;
            Shape shape = new(extents);
            T[] values = new T[shape.ElementCount];
            for (int k = 0; k < values.Length; k++) values[k] = value(random.NextLong());
            string name = $"{i}{(char)random.NextInteger(0xD800)}\"\\/é{char.ConvertFromUtf32(0x1F600 + random.NextInteger(50))}";
            tensors[i] = new NamedTensor<T>(name, shape, values);
        }

        return tensors;
    }

    // Half a surrogate pair is no character; UTF-8 replaces it.
    private static bool IsUnicode(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static byte[] Raw(string header, byte[] data)
    {
        byte[] size = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(size, header.Length);
        return [.. size, .. Encoding.UTF8.GetBytes(header), .. data];
    }
}
