using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.Datasets;

/// <summary>The published data sets, where they are installed.</summary>
public sealed class PublishedMnistTests
{
    [Fact]
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The published checksum is an MD5.")]
    public void Mnist_is_what_was_published()
    {
        Dataset data = Load("mnist");
        Assert.Equal("mnist", data.Name);
        Assert.Equal((60_000, 10_000, 10), (data.Training.Count, data.Test.Count, data.Classes!.Count));
        Assert.Equal(new Shape(28, 28), data.Training.InputShape);
        Assert.Equal([5, 0, 4, 1, 9], data.Training.Outcomes()[..5]);
        Assert.Equal([7, 2, 1, 0, 4], data.Test.Outcomes()[..5]);
        Assert.Empty(data.Notes);

        // The file's header and its pixels again, from the values a network would see.
        byte[] header = [0, 0, 8, 3, 0, 0, 0xEA, 0x60, 0, 0, 0, 28, 0, 0, 0, 28];
        byte[] pixels = [.. data.Training.Inputs().Select(value => (byte)Math.Round(255 * value))];
        Assert.Equal("6bbc9ace898e44ae57da46a324031adb", Convert.ToHexStringLower(MD5.HashData([.. header, .. pixels])));
    }

    [Fact]
    public void Mnist_has_the_mean_and_deviation_that_everyone_normalises_by()
    {
        double[] values = Load("mnist", new() { Normalisation = new(0.1307, 0.3081) }).Training.Inputs();
        double mean = values.Average();
        Assert.Equal(0, mean, 3);
        Assert.Equal(1, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length), 3);
    }

    [Fact]
    public void Fashion_mnist_is_there_with_its_names()
    {
        Dataset data = Load("fashion-mnist");
        Assert.Equal((60_000, 10_000), (data.Training.Count, data.Test.Count));
        Assert.Equal([9, 0, 0, 3, 0], data.Training.Outcomes()[..5]);
        Assert.Equal("Ankle boot", data.Classes![9]);
    }

    private static Dataset Load(string name, LoadingOptions? options = null)
    {
        string? folder = Environment.GetEnvironmentVariable(DataDirectory.Variable);
        if (folder is null || !Directory.Exists(Path.Combine(folder, name)))
            Assert.Skip($"{DataDirectory.Variable} names no folder holding {name}.");
        return Reading.Load(name, options);
    }
}
