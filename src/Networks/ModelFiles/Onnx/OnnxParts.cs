using Google.Protobuf.Reflection;

namespace Neuromanifold.Networks.ModelFiles.Onnx;

/// <summary>
/// Counts the messages in a file's bytes before they are parsed: an empty one takes two bytes there and a hundred times that in
/// memory. Source: [ProtocolBuffers24], Message Structure.
/// </summary>
internal static class OnnxParts
{
    /// <summary>More messages than any network of layers has.</summary>
    public const int Most = 1 << 16;

    private enum WireType
    {
        VarInt,
        Fixed64,
        Delimited,
        GroupStart,
        GroupEnd,
        Fixed32,
    }

    /// <summary>Whether there are no more than <see cref="Most"/>, as far as the bytes can be read, and no groups, which the format never had.</summary>
    public static bool AreFew(ReadOnlySpan<byte> bytes, MessageDescriptor message)
    {
        int count = 0;
        return AreFew(bytes, message, ref count);
    }

    // As deep as the schema is, which holds no message within itself.
    private static bool AreFew(ReadOnlySpan<byte> bytes, MessageDescriptor message, ref int count)
    {
        while (!bytes.IsEmpty)
        {
            if (!TryReadVarInt(ref bytes, out ulong tag)) return true;
            switch ((WireType)(tag & 7))
            {
                case WireType.VarInt:
                    if (!TryReadVarInt(ref bytes, out _)) return true;
                    break;
                case WireType.Fixed64:
                    if (bytes.Length < 8) return true;
                    bytes = bytes[8..];
                    break;
                case WireType.Fixed32:
                    if (bytes.Length < 4) return true;
                    bytes = bytes[4..];
                    break;
                case WireType.Delimited:
                    if (!TryReadVarInt(ref bytes, out ulong length)) return true;
                    bool isWhole = length <= (ulong)bytes.Length;
                    ReadOnlySpan<byte> content = isWhole ? bytes[..(int)length] : bytes;
                    FieldDescriptor? field = tag >> 3 <= int.MaxValue ? message.FindFieldByNumber((int)(tag >> 3)) : null;
                    if (field is { FieldType: FieldType.Message } && (++count > Most || !AreFew(content, field.MessageType, ref count))) return false;
                    if (!isWhole) return true;
                    bytes = bytes[content.Length..];
                    break;
                case WireType.GroupStart or WireType.GroupEnd:
                    return false;
                default:
                    return true;
            }
        }

        return true;
    }

    private static bool TryReadVarInt(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int i = 0; i < Math.Min(10, bytes.Length); i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
