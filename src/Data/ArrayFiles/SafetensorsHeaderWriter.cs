using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>Writes the header of a safetensors file.</summary>
internal static class SafetensorsHeaderWriter
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes size and JSON text, filled up with blanks so that the data begin at a multiple of 8 bytes.</summary>
    public static void Write<T>(Stream stream, IReadOnlyList<NamedTensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata)
        where T : unmanaged
    {
        Check(tensors, metadata);
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 }) WriteMetadata(json, metadata);
            long offset = 0;
            foreach (NamedTensor<T> tensor in tensors) offset = WriteTensor(json, tensor, offset);
            json.WriteEndObject();
        }

        int padded = (text.WrittenCount + 7) / 8 * 8;
        if (padded > SafetensorsHeader.Largest) throw new ArgumentException($"{tensors.Count} names and shapes take {padded} bytes; a safetensors file holds up to {SafetensorsHeader.Largest}.", nameof(tensors));
        text.GetSpan(padded - text.WrittenCount).Fill((byte)' ');
        text.Advance(padded - text.WrittenCount);
        Span<byte> size = stackalloc byte[SafetensorsHeader.Prefix];
        BinaryPrimitives.WriteUInt64LittleEndian(size, (ulong)padded);
        stream.Write(size);
        stream.Write(text.WrittenSpan);
    }

    private static void Check<T>(IReadOnlyList<NamedTensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata)
        where T : unmanaged
    {
        HashSet<string> names = new(StringComparer.Ordinal) { SafetensorsHeader.MetadataName };
        foreach (NamedTensor<T> tensor in tensors)
        {
            CheckText(tensor.Name);
            if (!names.Add(tensor.Name)) throw new ArgumentException($"The name '{tensor.Name}' is taken already.", nameof(tensors));
            if (tensor.Values.Length != tensor.Shape.ElementCount)
                throw new ArgumentException($"Tensor '{tensor.Name}' of shape {tensor.Shape} has {tensor.Values.Length} values.", nameof(tensors));
        }

        foreach ((string key, string value) in metadata ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            CheckText(key);
            CheckText(value);
        }
    }

    // Throws an ArgumentException at half a surrogate pair, which JSON would otherwise silently replace.
    private static void CheckText(string text) => s_strict.GetByteCount(text);

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsHeader.MetadataName);
        foreach ((string key, string value) in metadata) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static long WriteTensor<T>(Utf8JsonWriter json, NamedTensor<T> tensor, long start)
        where T : unmanaged
    {
        long end = start + ((long)tensor.Values.Length * Unsafe.SizeOf<T>());
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", ElementTypes.Of<T>());
        json.WriteStartArray("shape");
        foreach (int extent in tensor.Shape.Extents) json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(start);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }
}
