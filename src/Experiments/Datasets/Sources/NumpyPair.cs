using Neuromanifold.Experiments.Datasets.Formats;
using Neuromanifold.Networks.ModelFiles.Numpy;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Experiments.Datasets.Sources;

/// <summary>Inputs and outcomes in two NumPy files. Unsigned bytes are pixels, all else is taken as it stands.</summary>
internal static class NumpyPair
{
    /// <summary>Reads both files.</summary>
    /// <exception cref="InvalidInputException">A file is not what it should be, or the two differ in examples.</exception>
    public static RawPart Read(string inputPath, string outcomePath, Normalisation? normalisation)
    {
        NumpyArray inputs = ReadExamples(inputPath), outcomes = ReadExamples(outcomePath);
        int count = inputs.Extents[0];
        if (outcomes.Extents[0] != count)
            throw new InvalidInputException(outcomePath, $"{outcomes.Extents[0]} outcomes (shape {outcomes.Shape})", $"{count}, as many as inputs in {inputPath} (shape {inputs.Shape})");

        // A plain list of numbers is one number an example.
        Shape shape = inputs.Extents.Length == 1 ? new(1) : new(inputs.Extents.AsSpan()[1..]);
        return new(
            inputPath,
            Table(inputs.Values, shape.ElementCount, normalisation),
            shape,
            new RawOutcomes(outcomePath, Doubles(outcomes.Values), outcomes.Values.Length / count, Words: null, i => $"element {outcomes.PositionOf(i)}"),
            inputs.Values is byte[] ? [$"{inputPath} holds bytes: they are taken as pixels and scaled to [0, 1]."] : []);
    }

    private static ITable Table(Array values, int columns, Normalisation? normalisation)
    {
        switch (values)
        {
            case byte[] pixels:
                return new PixelTable(pixels, columns, normalisation);
            case float[] numbers:
                normalisation?.Apply(numbers.AsSpan());
                return new NumberTable<float>(numbers, columns);
            default:
                normalisation?.Apply(((double[])values).AsSpan());
                return new NumberTable<double>((double[])values, columns);
        }
    }

    private static double[] Doubles(Array values) => values switch
    {
        byte[] bytes => [.. bytes.Select(value => (double)value)],
        float[] floats => [.. floats.Select(value => (double)value)],
        _ => (double[])values,
    };

    private static NumpyArray ReadExamples(string path) => NumpyFile.Read(path, (shape, extents) =>
    {
        if (extents.Length is 0 or > 8 || extents.Contains(0)) throw new InvalidInputException(path, $"an array of shape {shape}", "a first extent that counts examples, and no extent of zero");
    });
}
