using System.IO.Compression;
using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Tests.Datasets;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.ArrayFiles;

public sealed class NpzFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    private string FilePath => Path.Combine(_folder, "arrays.npz");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_NumPy_wrote_is_read()
    {
        // numpy.savez_compressed(file, **{"fc1.weight/fisher": numpy.array([[1.5, -2], [0.1, 4]]), "s": numpy.float32(3.25)})
        File.WriteAllBytes(FilePath, Convert.FromBase64String("UEsDBBQAAAAIAAAAIQAc/L1xVwAAAKAAAAAVABQAZmMxLndlaWdodC9maXNoZXIubnB5AQAQAKAAAAAAAAAAVwAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2ahrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RpGOgpGmjoKtQpkAy4GMPhhD6EZDsyaCQI7oXwBBwBQSwMEFAAAAAgAAAAhAJL1HexGAAAAhAAAAAUAFABzLm5weQEAEACEAAAAAAAAAEYAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNmoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkamjoKtQoUAS4GhgAHAFBLAQIUAxQAAAAIAAAAIQAc/L1xVwAAAKAAAAAVAAAAAAAAAAAAAACAAQAAAABmYzEud2VpZ2h0L2Zpc2hlci5ucHlQSwECFAMUAAAACAAAACEAkvUd7EYAAACEAAAABQAAAAAAAAAAAAAAgAGeAAAAcy5ucHlQSwUGAAAAAAIAAgB2AAAAGwEAAAAA"));
        using NpzFile file = NpzFile.Open(FilePath);
        Assert.Equal([new NpzArray("fc1.weight/fisher", "<f8", new Shape(2, 2)), new NpzArray("s", "<f4", new Shape())], file.Arrays);
        Assert.Equal([1.5, -2, 0.1, 4], Values(file, "fc1.weight/fisher"));
        Assert.Equal([3.25], Values(file, "s"));
    }

    [Fact]
    public void Arrays_of_any_shape_come_back_to_the_bit()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            NamedTensor<double>[] arrays = new NamedTensor<double>[random.NextInteger(5)];
            for (int i = 0; i < arrays.Length; i++)
            {
                int[] extents = new int[random.NextInteger(5)];
                foreach (ref int extent in extents.AsSpan()) extent = random.NextInteger(seed == 0 ? 40 : 6);
                double[] values = new double[new Shape(extents).ElementCount];
                foreach (ref double value in values.AsSpan()) value = BitConverter.UInt64BitsToDouble(random.NextWord());
                arrays[i] = new NamedTensor<double>($"layer{i}/φ.weight", new Shape(extents), values);
            }

            NpzFile.Write(FilePath, arrays);
            byte[] first = File.ReadAllBytes(FilePath);
            NpzFile.Write(FilePath, arrays);
            Assert.Equal(first, File.ReadAllBytes(FilePath));
            using NpzFile file = NpzFile.Open(FilePath);
            Assert.Equal(arrays.Select(array => (array.Name, array.Shape)), file.Arrays.Select(array => (array.Name, array.Shape)));
            foreach (NamedTensor<double> array in arrays)
                Assert.Equal(array.Values.ToArray().Select(BitConverter.DoubleToUInt64Bits), Values(file, array.Name).Select(BitConverter.DoubleToUInt64Bits));
        }
    }

    [Fact]
    public void The_extension_chooses_the_format()
    {
        NamedTensor<double>[] arrays = [new("fc1.weight/fisher", new Shape(2), new double[] { 1, 2 })];
        TensorFile.Write(FilePath, arrays);
        using (NpzFile file = NpzFile.Open(FilePath)) Assert.Equal([1, 2], Values(file, "fc1.weight/fisher"));
        string other = Path.Combine(_folder, "arrays.safetensors");
        TensorFile.Write(other, arrays);
        using (SafetensorsFile file = SafetensorsFile.Open(other)) Assert.Equal(new Shape(2), file.Find("fc1.weight/fisher")!.Shape);
        foreach (string name in (string[])["arrays.csv", "arrays", "npz"])
        {
            InvalidInputException error = Assert.Throws<InvalidInputException>(() => TensorFile.Write(name, arrays));
            Assert.Contains("expected a name that ends in .npz or .safetensors.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_name_twice_is_refused_both_ways()
    {
        NamedTensor<double> array = new("a", new Shape(1), new double[1]);
        Assert.Throws<ArgumentException>(() => NpzFile.Write(FilePath, [array, array]));
        Assert.False(File.Exists(FilePath));
        Pack(("a.npy", Array(new Shape(1))), ("a.npy", Array(new Shape(1))));
        Assert.Contains("found two arrays 'a'; expected different names.", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_archive_of_arrays_is_refused()
    {
        Assert.Contains("found no such file", Refused(), StringComparison.Ordinal);
        File.WriteAllBytes(FilePath, []);
        Assert.Contains("found a file that is no readable archive", Refused(), StringComparison.Ordinal);
        Pack(("readme.txt", "hello"u8.ToArray()));
        Assert.Contains("entry 'readme.txt': found something else than an array", Refused(), StringComparison.Ordinal);
        Pack(("a.npy", "hello"u8.ToArray()));
        Assert.Contains("found a file that does not begin as NumPy's do", Refused(), StringComparison.Ordinal);
        Pack(("a.npy", Array(new Shape(3))[..^1]));
        Assert.Contains("The file may be cut short.", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_takes_no_memory_until_its_shape_is_asked_for()
    {
        Pack(("a.npy", Array(new Shape(4_000_000))), ("b.npy", Array(new Shape(4_000_000))));
        Assert.InRange(new FileInfo(FilePath).Length, 0, 200_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using NpzFile file = NpzFile.Open(FilePath);
        Assert.Equal(2, file.Arrays.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Files_cut_or_mutated_anywhere_are_refused_or_read()
    {
        NpzFile.Write(FilePath, [new NamedTensor<double>("a", new Shape(2, 2), new double[] { 1, 2, 3, 4 }), new NamedTensor<double>("b", new Shape(), new double[1])]);
        byte[] stored = File.ReadAllBytes(FilePath);
        Pack(("a.npy", Array(new Shape(5, 2))), ("b.npy", Array(new Shape(1))));
        int refused = 0, tried = 0;
        foreach (byte[] whole in (byte[][])[stored, File.ReadAllBytes(FilePath)])
        {
            for (int length = 0; length < whole.Length; length++) Assert.True(IsRefused(whole[..length]));
            Assert.False(IsRefused(whole));
            for (int bit = 0; bit < whole.Length * 8; bit += 3, tried++)
            {
                whole[bit / 8] ^= (byte)(1 << (bit % 8));
                refused += IsRefused(whole) ? 1 : 0;
                whole[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.InRange(refused, tried / 5, tried - 1);
    }

    private static double[] Values(NpzFile file, string name)
    {
        double[] values = new double[file.Find(name)!.Shape.ElementCount];
        file.CopyTo(name, values.AsSpan());
        return values;
    }

    private static byte[] Array(Shape shape)
    {
        using MemoryStream stream = new();
        NumpyStream.Write<double>(stream, shape, new double[shape.ElementCount]);
        return stream.ToArray();
    }

    private void Pack(params (string Name, byte[] Content)[] entries)
    {
        using ZipArchive archive = new(new FileStream(FilePath, FileMode.Create), ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in entries)
        {
            using Stream stream = archive.CreateEntry(name, CompressionLevel.SmallestSize).Open();
            stream.Write(content);
        }
    }

    private string Refused() => Assert.Throws<InvalidInputException>(() => NpzFile.Open(FilePath)).Message;

    // Anything but these two outcomes fails the test.
    private bool IsRefused(byte[] bytes)
    {
        File.WriteAllBytes(FilePath, bytes);
        try
        {
            using NpzFile file = NpzFile.Open(FilePath);
            foreach (NpzArray array in file.Arrays) file.CopyTo(array.Name, new double[Math.Min(array.Shape.ElementCount, 1 << 16)].AsSpan(0, array.Shape.ElementCount));
            return false;
        }
        catch (InvalidInputException)
        {
            return true;
        }
    }
}
