using System.Collections.Frozen;

namespace Neuromanifold.Data.ArrayFiles;

/// <summary>The element types of the safetensors format.</summary>
internal static class ElementTypes
{
    private static readonly FrozenDictionary<string, int> s_bits = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["F4"] = 4, ["F6_E2M3"] = 6, ["F6_E3M2"] = 6,
        ["BOOL"] = 8, ["U8"] = 8, ["I8"] = 8, ["F8_E5M2"] = 8, ["F8_E4M3"] = 8, ["F8_E8M0"] = 8, ["F8_E4M3FNUZ"] = 8, ["F8_E5M2FNUZ"] = 8,
        ["U16"] = 16, ["I16"] = 16, ["F16"] = 16, ["BF16"] = 16,
        ["U32"] = 32, ["I32"] = 32, ["F32"] = 32,
        ["U64"] = 64, ["I64"] = 64, ["F64"] = 64, ["C64"] = 64,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The types whose values can be read.</summary>
    public const string Readable = "F16, BF16, F32 or F64";

    /// <summary>Whether values of a type can be read.</summary>
    public static bool IsReadable(string type) => type is "F16" or "BF16" or "F32" or "F64";

    /// <summary>Bits an element; false for an unknown type.</summary>
    public static bool TryGetBits(string type, out int bits) => s_bits.TryGetValue(type, out bits);

    /// <summary>The type whose elements are <typeparamref name="T"/>.</summary>
    public static string Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return "F32";
        if (typeof(T) == typeof(double)) return "F64";
        if (typeof(T) == typeof(Half)) return "F16";
        throw new NotSupportedException($"Elements of type {typeof(T).Name} cannot be stored; use float or double.");
    }
}
