using System.Security.Cryptography;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Digits;
using Neuromanifold.Data.Tests.Datasets;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.Digits;

public sealed class GeneratedDigitsTests
{
    private const int Pixels = GeneratedDigits.Side * GeneratedDigits.Side;

    [Fact]
    public void The_first_images_never_change()
    {
        (byte[] pixels, byte[] labels) = GeneratedDigits.Draw(RandomStream.FromSeed(0).Split("digits").Split("training"), 1000);
        Assert.Equal("9cf2fa30ca057535b83e4c595deb0f14d1c0f60dc23683ad4b982d6a20e79a6e", Convert.ToHexStringLower(SHA256.HashData([.. labels, .. pixels])));
    }

    [Fact]
    public async Task Threads_and_number_of_images_do_not_matter()
    {
        RandomStream stream = RandomStream.FromSeed(7);
        (byte[] pixels, byte[] labels) = GeneratedDigits.Draw(stream, 2100);

        // On an exclusive scheduler a parallel loop runs on one thread.
        TaskScheduler alone = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        (byte[] fewerPixels, byte[] fewerLabels) = await Task.Factory.StartNew(() => GeneratedDigits.Draw(stream, 777), TestContext.Current.CancellationToken, TaskCreationOptions.None, alone);
        Assert.Equal(labels[..777], fewerLabels);
        Assert.Equal(pixels[..(777 * Pixels)], fewerPixels);
    }

    [Fact]
    public void Classes_are_uniform()
    {
        (_, byte[] labels) = GeneratedDigits.Draw(RandomStream.FromSeed(1), 20_000);
        double statistic = Enumerable.Range(0, 10).Sum(label => Math.Pow(labels.Count(other => other == label) - 2000, 2) / 2000);

        // χ² with nine degrees of freedom exceeds 33.7 with probability 10⁻⁴.
        Assert.InRange(statistic, 0, 33.7);
    }

    [Fact]
    public void Every_image_shows_ink_within_its_frame()
    {
        (byte[] pixels, _) = GeneratedDigits.Draw(RandomStream.FromSeed(2), 2000);
        for (int image = 0; image < 2000; image++)
        {
            ReadOnlySpan<byte> one = pixels.AsSpan(image * Pixels, Pixels);
            int inked = 0;
            foreach (byte pixel in one) inked += pixel > 64 ? 1 : 0;
            Assert.InRange(inked, 10, 350);
        }
    }

    [Fact]
    public void Images_are_distinct()
    {
        (byte[] pixels, _) = GeneratedDigits.Draw(RandomStream.FromSeed(3), 2000);
        Assert.Equal(2000, Enumerable.Range(0, 2000).Select(i => Convert.ToBase64String(pixels, i * Pixels, Pixels)).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Class_means_tell_digits_apart_but_not_well()
    {
        (byte[] pixels, byte[] labels) = GeneratedDigits.Draw(RandomStream.FromSeed(4), 6000);
        double[][] means = [.. Enumerable.Range(0, 10).Select(label => Mean(pixels, [.. Enumerable.Range(0, 5000).Where(i => labels[i] == label)]))];
        int right = Enumerable.Range(5000, 1000).Count(i => labels[i] == Enumerable.Range(0, 10).MinBy(label => Distance(pixels.AsSpan(i * Pixels, Pixels), means[label])));
        Assert.InRange(right / 1000.0, 0.6, 0.85);
    }

    [Fact]
    public void The_data_set_is_there_without_a_file()
    {
        Dataset data = Reading.Load("digits");
        Assert.Equal((60_000, 10_000), (data.Training.Count, data.Test.Count));
        Assert.Equal(new Shape(28, 28), data.Training.InputShape);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], data.Classes);
        Assert.Equal(new Subset(data.Training, 0, 10).Outcomes(), data.Training.Outcomes()[..10]);
        Assert.Equal(data.Fingerprint, Reading.Load("digits").Fingerprint);
    }

    private static double[] Mean(byte[] pixels, int[] members)
    {
        double[] mean = new double[Pixels];
        foreach (int member in members)
        {
            for (int i = 0; i < Pixels; i++) mean[i] += pixels[(member * Pixels) + i] / (double)members.Length;
        }

        return mean;
    }

    private static double Distance(ReadOnlySpan<byte> image, double[] mean)
    {
        double sum = 0;
        for (int i = 0; i < Pixels; i++) sum += (image[i] - mean[i]) * (image[i] - mean[i]);
        return sum;
    }
}
