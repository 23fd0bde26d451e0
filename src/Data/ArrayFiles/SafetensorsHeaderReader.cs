using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>Reads the header of a safetensors file from anyone, checking everything it says.</summary>
/// <param name="path">The file's name in messages.</param>
internal sealed class SafetensorsHeaderReader(string path)
{
    private const int LargestRank = 32;

    /// <summary>Reads the header at the front of a stream and checks it against the stream's length.</summary>
    public SafetensorsHeader Read(Stream stream)
    {
        long length = stream.Length;
        if (length < SafetensorsHeader.Prefix) throw Refuse($"a file of {length} bytes", $"a safetensors file, which begins with {SafetensorsHeader.Prefix} bytes for the size of its header");
        Span<byte> prefix = stackalloc byte[SafetensorsHeader.Prefix];
        stream.ReadExactly(prefix);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        ulong room = (ulong)Math.Min(length - SafetensorsHeader.Prefix, SafetensorsHeader.Largest);
        if (size > room) throw Refuse($"a header of {size} bytes in a file of {length}", $"a safetensors file, whose header would be at most {room} bytes");
        byte[] text = new byte[size];
        stream.ReadExactly(text);
        if (text is not [(byte)'{', ..]) throw Refuse("a header that is not a JSON object", "a safetensors file");
        (List<SafetensorsTensor> tensors, Dictionary<string, string> metadata) = Parse(text);
        long dataStart = SafetensorsHeader.Prefix + (long)size;
        return new SafetensorsHeader(InOrder(tensors, length - dataStart), metadata, dataStart);
    }

    private (List<SafetensorsTensor> Tensors, Dictionary<string, string> Metadata) Parse(byte[] text)
    {
        Utf8JsonReader json = new(text, new JsonReaderOptions { MaxDepth = 3 });
        try
        {
            List<SafetensorsTensor> tensors = [];
            Dictionary<string, string>? metadata = null;
            HashSet<string> names = new(StringComparer.Ordinal);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = Text(ref json);
                if (!names.Add(name)) throw Refuse($"two entries {Quoted.Name(name)}", "different names");
                json.Read();
                if (name == SafetensorsHeader.MetadataName) metadata = Metadata(ref json);
                else tensors.Add(Tensor(name, ref json));
            }

            // Anything but blanks after the object is an error of the JSON reader.
            json.Read();
            return (tensors, metadata ?? []);
        }
        catch (JsonException error)
        {
            throw new InvalidInputException(path, $"a header that is not JSON of the expected depth ({error.Message.TrimEnd('.')})", "a safetensors file", cause: error);
        }
    }

    private Dictionary<string, string> Metadata(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject) throw Refuse($"{SafetensorsHeader.MetadataName} that is no object", "an object of texts");
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = Text(ref json);
            json.Read();
            if (json.TokenType != JsonTokenType.String) throw Refuse($"metadata {Quoted.Name(key)} that is no text", "a text");
            if (!metadata.TryAdd(key, Text(ref json))) throw Refuse($"metadata {Quoted.Name(key)} twice", "different names");
        }

        return metadata;
    }

    private SafetensorsTensor Tensor(string name, ref Utf8JsonReader json)
    {
        string subject = $"tensor {Quoted.Name(name)}";
        if (json.TokenType != JsonTokenType.StartObject) throw Refuse($"{subject} that is no object", "an object of dtype, shape and data_offsets");
        string? type = null;
        long[]? extents = null, offsets = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = Text(ref json);
            json.Read();
            bool isNew = key switch
            {
                "dtype" when json.TokenType == JsonTokenType.String => type is null & (type = Text(ref json)) is not null,
                "shape" => extents is null & (extents = Numbers(subject, key, LargestRank, ref json)) is not null,
                "data_offsets" => offsets is null & (offsets = Numbers(subject, key, 2, ref json)) is not null,
                _ => throw Refuse($"{subject} with an entry {Quoted.Name(key)} of kind {json.TokenType}", "dtype (a text), shape and data_offsets (numbers)"),
            };
            if (!isNew) throw Refuse($"{subject} with two entries '{key}'", "one");
        }

        if (type is null || extents is null || offsets is null) throw Refuse($"{subject} without all of dtype, shape and data_offsets", "these three");
        return Checked(subject, name, type, extents, offsets);
    }

    private SafetensorsTensor Checked(string subject, string name, string type, long[] extents, long[] offsets)
    {
        if (!ElementTypes.TryGetBits(type, out int bits)) throw Refuse($"{subject} of type {Quoted.Name(type)}", "a type of the safetensors format, such as F32");
        if (offsets.Length != 2 || offsets[0] > offsets[1]) throw Refuse($"{subject} with data_offsets [{string.Join(", ", offsets)}]", "its first byte and the one after its last");
        long count = 1;
        foreach (long extent in extents)
        {
            // Both factors are below 2³¹, so the product is exact.
            if (extent <= int.MaxValue) count *= extent;
            if (extent > int.MaxValue || count > int.MaxValue) throw Refuse($"{subject} of shape [{string.Join(", ", extents)}]", $"at most {int.MaxValue} elements");
        }

        long bytes = offsets[1] - offsets[0];
        if (count * bits != bytes * 8.0) throw Refuse($"{subject} of type {type} and shape [{string.Join(", ", extents)}] in {bytes} bytes", $"{count * bits / 8.0} bytes");
        Shape shape = new([.. extents.Select(extent => (int)extent)]);
        return new SafetensorsTensor(name, type, shape) { Start = offsets[0], End = offsets[1] };
    }

    // The format allows neither holes nor overlaps: each tensor begins where the one before it ends, the last ends with the file.
    private ImmutableArray<SafetensorsTensor> InOrder(List<SafetensorsTensor> tensors, long dataLength)
    {
        ImmutableArray<SafetensorsTensor> ordered = [.. tensors.OrderBy(tensor => tensor.Start).ThenBy(tensor => tensor.End)];
        long end = 0;
        foreach (SafetensorsTensor tensor in ordered)
        {
            if (tensor.Start != end) throw Refuse($"tensor {Quoted.Name(tensor.Name)} beginning at byte {tensor.Start} of the data", $"byte {end}, where the one before it ends");
            end = tensor.End;
        }

        if (end != dataLength) throw Refuse($"{dataLength} bytes of data", $"{end}, where the last tensor ends", end > dataLength ? "The file has been cut off: copy it again." : null);
        return ordered;
    }

    private long[] Numbers(string subject, string key, int maximum, ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray) throw Refuse($"{subject} whose {key} is no array", "an array of numbers");
        List<long> numbers = [];
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long number) || number < 0) throw Refuse($"{subject} whose {key} holds something else than whole numbers from 0", "whole numbers");
            if (numbers.Count == maximum) throw Refuse($"{subject} whose {key} has more than {maximum} numbers", $"up to {maximum}");
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private string Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidInputException(path, "a header with a text that is not Unicode", "a safetensors file", cause: error);
        }
    }

    private InvalidInputException Refuse(string found, string expected, string? nextStep = null) => new(path, found, expected, nextStep);
}
