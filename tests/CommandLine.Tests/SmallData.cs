using System.Globalization;
using System.Text;

namespace Neuromanifold.CommandLine.Tests;

/// <summary>Small data sets in files.</summary>
internal static class SmallData
{
    /// <summary>A table of two clouds of points, 240 rows, with a column "class" of 0 and 1.</summary>
    public static void WriteCsv(string path, string? lastRow = null)
    {
        StringBuilder text = new("x,y,class\n");
        for (int i = 0; i < 240; i++)
        {
            double angle = i * 2.399963, radius = 0.2 + (0.005 * i);
            int label = i % 2;
            text.Append(CultureInfo.InvariantCulture, $"{(radius * Math.Cos(angle)) + (2 * label)},{radius * Math.Sin(angle)},{label}\n");
        }

        text.Append(lastRow);
        File.WriteAllText(path, text.ToString());
    }

    /// <summary>Inputs and outcomes as NumPy arrays of doubles.</summary>
    public static void WriteNumpy(string inputs, string outcomes, int rows, int width, Func<int, double> outcome)
    {
        WriteNumpy(inputs, rows, width, (i, j) => Math.Sin((i * 1.7) + j));
        WriteNumpy(outcomes, rows, 1, (i, _) => outcome(i));
    }

    /// <summary>The four files of MNIST's naming, with 2×2 images.</summary>
    public static void WriteIdx(string folder, int labels)
    {
        Directory.CreateDirectory(folder);
        foreach ((string part, int count) in new[] { ("train", 60), ("t10k", 20) })
        {
            File.WriteAllBytes(Path.Combine(folder, $"{part}-images-idx3-ubyte"), [0, 0, 8, 3, .. Big(count), .. Big(2), .. Big(2), .. Enumerable.Range(0, count * 4).Select(i => (byte)(i * 37))]);
            File.WriteAllBytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), [0, 0, 8, 1, .. Big(count), .. Enumerable.Range(0, count).Select(i => (byte)(i % labels))]);
        }
    }

    private static byte[] Big(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static void WriteNumpy(string path, int rows, int columns, Func<int, int, double> value)
    {
        string header = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({rows}, {columns}), }}".PadRight(117) + "\n";
        using BinaryWriter writer = new(File.Create(path));
        writer.Write((ReadOnlySpan<byte>)[0x93, .. "NUMPY"u8, 1, 0]);
        writer.Write((ushort)header.Length);
        writer.Write(Encoding.ASCII.GetBytes(header));
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) writer.Write(value(i, j));
        }
    }
}
