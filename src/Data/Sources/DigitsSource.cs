using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Digits;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Sources;

/// <summary>The embedded digits: always the same 60,000 + 10,000 images, whatever a run's own seed.</summary>
internal static class DigitsSource
{
    private const int TrainingCount = 60_000, TestCount = 10_000;

    /// <summary>Draws the training part.</summary>
    public static RawPart Training(Normalisation? normalisation) => Draw("training", TrainingCount, normalisation);

    /// <summary>Draws the test part.</summary>
    public static RawPart Test(Normalisation? normalisation) => Draw("test", TestCount, normalisation);

    private static RawPart Draw(string part, int count, Normalisation? normalisation)
    {
        Shape shape = new(GeneratedDigits.Side, GeneratedDigits.Side);
        (byte[] pixels, byte[] labels) = GeneratedDigits.Draw(RandomStream.FromSeed(0).Split("digits").Split(part), count);
        return new(
            "digits",
            new PixelTable(pixels, shape.ElementCount, normalisation),
            shape,
            new RawOutcomes("digits", [.. labels.Select(label => (double)label)], Width: 1, Words: null, i => $"image {i}"));
    }
}
