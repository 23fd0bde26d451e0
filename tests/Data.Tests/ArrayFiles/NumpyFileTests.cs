using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.ArrayFiles;

public sealed class NumpyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neuromanifold-").FullName;

    private string FilePath => Path.Combine(_folder, "array.npy");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_has_the_bytes_that_NumPy_writes()
    {
        // numpy.save(file, numpy.arange(12, dtype='<f4').reshape(2, 2, 3) / 2)
        byte[] expected = Convert.FromBase64String("k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAPwAAgD8AAMA/AAAAQAAAIEAAAEBAAABgQAAAgEAAAJBAAACgQAAAsEA=");
        NumpyFile.Write<float>(FilePath, new Shape(2, 2, 3), Enumerable.Range(0, 12).Select(i => i / 2f).ToArray());
        Assert.Equal(expected, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Arrays_of_any_shape_come_back()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int[] extents = new int[random.NextInteger(6)];
            foreach (ref int extent in extents.AsSpan()) extent = random.NextInteger(seed == 0 ? 30 : 5);
            double[] values = new double[new Shape(extents).ElementCount];
            random.FillNormal(values.AsSpan());
            NumpyFile.Write<double>(FilePath, new Shape(extents), values);
            NumpyArray read = NumpyFile.Read(FilePath);
            Assert.Equal(values, Assert.IsType<double[]>(read.Values));
            Assert.Equal(new Shape(extents), new Shape(read.Extents.AsSpan()));
            float[] singles = [.. values.Select(value => (float)value)];
            NumpyFile.Write<float>(FilePath, new Shape(extents), singles);
            Assert.Equal(singles, Assert.IsType<float[]>(NumpyFile.Read(FilePath).Values));
        }
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        Assert.Throws<ArgumentException>(() => NumpyFile.Write<double>(FilePath, new Shape(2), new double[3]));
        Assert.Throws<ArgumentException>(() => NumpyFile.Write<int>(FilePath, new Shape(2), new int[2]));
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Throws<OutputException>(() => NumpyFile.Write<double>(_folder, new Shape(2), new double[2]));
    }

    [Fact]
    public void More_extents_than_any_array_has_are_refused()
    {
        NumpyFile.Write<double>(FilePath, new Shape([.. Enumerable.Repeat(1, 33)]), new double[1]);
        Assert.Contains("found an array of 33 extents; expected up to 32.", Assert.Throws<InvalidInputException>(() => NumpyFile.Read(FilePath)).Message, StringComparison.Ordinal);
    }
}
