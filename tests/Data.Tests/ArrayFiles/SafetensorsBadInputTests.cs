using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.ArrayFiles;

public sealed class SafetensorsBadInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    private string FilePath => Path.Combine(_folder, "file.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", 8, "found a header that is not JSON of the expected depth")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} {}""", 8, "found a header that is not JSON of the expected depth")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[[2]]],"data_offsets":[0,8]}}""", 8, "found a header that is not JSON of the expected depth")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", 8, "found a header that is not JSON of the expected depth")]
    [InlineData(""" {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "found a header that is not a JSON object; expected a safetensors file.")]
    [InlineData("""[]""", 0, "found a header that is not a JSON object; expected a safetensors file.")]
    [InlineData("", 0, "found a header that is not a JSON object; expected a safetensors file.")]
    [InlineData("""{"a":3}""", 0, "found tensor 'a' that is no object; expected an object of dtype, shape and data_offsets.")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", 8, "found tensor 'a' without all of dtype, shape and data_offsets; expected these three.")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8, "found tensor 'a' without all of dtype, shape and data_offsets; expected these three.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8, "found tensor 'a' without all of dtype, shape and data_offsets; expected these three.")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "found tensor 'a' with two entries 'dtype'; expected one.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}""", 8, "found tensor 'a' with two entries 'shape'; expected one.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}""", 8, "found tensor 'a' with an entry 'x' of kind Number")]
    [InlineData("""{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}""", 8, "found tensor 'a' with an entry 'dtype' of kind Number")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", 8, "found tensor 'a' of type 'F33'; expected a type of the safetensors format, such as F32.")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", 8, "found tensor 'a' whose shape is no array; expected an array of numbers.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "found tensor 'a' whose shape holds something else than whole numbers from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "found tensor 'a' whose shape holds something else than whole numbers from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", 8, "found tensor 'a' whose shape holds something else than whole numbers from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}""", 8, "found tensor 'a' whose shape holds something else than whole numbers from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}""", 4, "found tensor 'a' whose shape has more than 32 numbers; expected up to 32.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "found tensor 'a' of shape [4294967296, 4294967296]; expected at most 2147483647 elements.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", 8, "found tensor 'a' of shape [2147483647, 2147483647, 2147483647]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536,0],"data_offsets":[0,0]}}""", 0, "found tensor 'a' of shape [65536, 65536, 0]; expected at most 2147483647 elements.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "found tensor 'a' of type F32 and shape [3] in 8 bytes; expected 12 bytes.")]
    [InlineData("""{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}""", 1, "found tensor 'a' of type F4 and shape [3] in 1 bytes; expected 1.5 bytes.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "found tensor 'a' with data_offsets [8, 0]; expected its first byte and the one after its last.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "found tensor 'a' with data_offsets [0]; expected its first byte and the one after its last.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", 8, "found tensor 'a' whose data_offsets has more than 2 numbers; expected up to 2.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "found tensor 'a' beginning at byte 4 of the data; expected byte 0, where the one before it ends.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "found tensor 'b' beginning at byte 4 of the data; expected byte 8, where the one before it ends.")]
    [InlineData("""{"b":{"dtype":"F32","shape":[2],"data_offsets":[12,20]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 20, "found tensor 'b' beginning at byte 12 of the data; expected byte 8, where the one before it ends.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "found 9 bytes of data; expected 8, where the last tensor ends.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "found 7 bytes of data; expected 8, where the last tensor ends. The file has been cut off: copy it again.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[9223372036854775807,9223372036854775807]}}""", 8, "found tensor 'a' beginning at byte 9223372036854775807 of the data")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "found two entries 'a'; expected different names.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "found two entries 'a'; expected different names.")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "found metadata 'k' that is no text; expected a text.")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", 0, "found metadata 'k' twice; expected different names.")]
    [InlineData("""{"__metadata__":"k"}""", 0, "found __metadata__ that is no object; expected an object of texts.")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "found two entries '__metadata__'; expected different names.")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", 0, "found a header with a text that is not Unicode; expected a safetensors file.")]
    [InlineData("""{"\u001b[2J\u202e":3}""", 0, "found tensor '\uFFFD[2J\uFFFD' that is no object")]
    public void A_header_that_lies_is_refused_with_what_is_wrong(string header, int dataBytes, string message)
    {
        File.WriteAllBytes(FilePath, Raw(Encoding.UTF8.GetBytes(header), dataBytes));
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => SafetensorsFile.Open(FilePath));
        Assert.StartsWith($"{FilePath}: {message}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_beyond_the_file_or_the_format_is_refused_before_memory_is_taken()
    {
        foreach (ulong size in (ulong[])[1, 100_000_001, int.MaxValue, long.MaxValue, ulong.MaxValue])
        {
            byte[] bytes = new byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, size);
            File.WriteAllBytes(FilePath, bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            InvalidInputException error = Assert.Throws<InvalidInputException>(() => SafetensorsFile.Open(FilePath));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            Assert.Equal($"{FilePath}: found a header of {size} bytes in a file of 8; expected a safetensors file, whose header would be at most 0 bytes.", error.Message);
        }

        // A sparse file, so that the header could be that large.
        using (FileStream stream = new(FilePath, FileMode.Create))
        {
            stream.Write([0x01, 0xE1, 0xF5, 0x05, 0, 0, 0, 0]);
            stream.SetLength(200_000_000);
        }

        Assert.Contains("at most 100000000 bytes", Assert.Throws<InvalidInputException>(() => SafetensorsFile.Open(FilePath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_file_is_refused()
    {
        Assert.Equal($"{FilePath}: found no such file; expected a safetensors file.", Assert.Throws<InvalidInputException>(() => SafetensorsFile.Open(FilePath)).Message);
        Assert.Equal($"{_folder}: found a folder; expected a safetensors file.", Assert.Throws<InvalidInputException>(() => SafetensorsFile.Open(_folder)).Message);
        File.WriteAllBytes(FilePath, []);
        Assert.Contains("found a file of 0 bytes", Assert.Throws<InvalidInputException>(() => SafetensorsFile.Open(FilePath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_while_it_is_open_is_refused()
    {
        // Longer than what is read ahead.
        SafetensorsFile.Write(FilePath, [new NamedTensor<double>("a", new Shape(100_000), new double[100_000])]);
        using SafetensorsFile file = SafetensorsFile.Open(FilePath);
        using (FileStream stream = new(FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite)) stream.SetLength(stream.Length - 20);
        Assert.Throws<InvalidInputException>(() => file.CopyTo("a", new double[100_000]));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] whole = Write();
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            Assert.Throws<InvalidInputException>(ReadAll);
        }

        File.WriteAllBytes(FilePath, whole);
        ReadAll();
    }

    [Fact]
    public void Mutated_bytes_are_refused_or_read()
    {
        byte[] whole = Write();
        int refused = 0;
        const int Trials = 4000;
        for (int seed = 0; seed < Trials; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            byte[] mutated = [.. whole];
            for (int i = random.NextInteger(4); i >= 0; i--) mutated[random.NextInteger(whole.Length - 32)] = (byte)random.NextWord();
            File.WriteAllBytes(FilePath, mutated);
            refused += IsRefused() ? 1 : 0;
        }

        Assert.InRange(refused, Trials / 2, Trials - 1);
    }

    [Fact]
    public void Mutated_fields_are_refused_or_read()
    {
        Write();
        byte[] whole = File.ReadAllBytes(FilePath);
        int size = (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        string[] values = ["null", "true", "-1", "0", "1", "8", "1e3", "0.5", "2147483648", "9223372036854775807", "18446744073709551616", "\"\"", "\"F64\"", "\"I8\"", "[]", "{}", "[0]", "[0,8]", "[2,2]", "[1,[2]]", "[4294967296,4294967296]"];
        foreach ((string tensor, string field) in from tensor in (string[])["a", "b", "__metadata__"] from field in (string[])["dtype", "shape", "data_offsets", "k", ""] select (tensor, field))
        {
            foreach (string value in values)
            {
                JsonNode header = JsonNode.Parse(whole.AsSpan(8, size))!;
                if (field.Length == 0) header[tensor] = JsonNode.Parse(value);
                else header[tensor]![field] = JsonNode.Parse(value);
                byte[] text = Encoding.UTF8.GetBytes(header.ToJsonString());
                File.WriteAllBytes(FilePath, [.. Raw(text, 0), .. whole.AsSpan(8 + size)]);
                IsRefused();
            }
        }
    }

    private byte[] Write()
    {
        SafetensorsFile.Write(
            FilePath,
            [new NamedTensor<double>("a", new Shape(2, 2), new double[] { 1, 2, 3, 4 }), new NamedTensor<double>("b", new Shape(2), new double[] { 5, 6 })],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" });
        return File.ReadAllBytes(FilePath);
    }

    // Anything but these two outcomes fails the test.
    private bool IsRefused()
    {
        try
        {
            ReadAll();
            return false;
        }
        catch (InvalidInputException)
        {
            return true;
        }
    }

    private void ReadAll()
    {
        using SafetensorsFile file = SafetensorsFile.Open(FilePath);
        foreach (SafetensorsTensor tensor in file.Tensors) file.CopyTo(tensor.Name, new float[tensor.Shape.ElementCount]);
    }

    private static byte[] Raw(byte[] header, int dataBytes)
    {
        byte[] size = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(size, header.Length);
        return [.. size, .. header, .. new byte[dataBytes]];
    }
}
