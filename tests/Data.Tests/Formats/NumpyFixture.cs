using System.Runtime.InteropServices;
using System.Text;

namespace Neuromanifold.Data.Tests.Formats;

/// <summary>Writes .npy, by the book.</summary>
internal static class NumpyFixture
{
    public static byte[] Bytes<T>(string type, string shape, T[] values, bool fortran = false, int version = 1)
        where T : unmanaged => Raw($"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}", MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), version);

    public static byte[] Raw(string header, byte[] content, int version = 1)
    {
        int start = version == 1 ? 10 : 12;
        string padded = header.PadRight(((start + header.Length + 64) / 64 * 64) - start - 1) + "\n";
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)padded.Length) : BitConverter.GetBytes(padded.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.Latin1.GetBytes(padded), .. content];
    }
}
