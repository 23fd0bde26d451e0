using Neuromanifold.Data.ArrayFiles;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Sources;

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

        Shape shape = ShapeOf(inputs);
        return new(
            inputPath,
            Table(inputs.Values, shape.ElementCount, normalisation),
            shape,
            new RawOutcomes(outcomePath, Doubles(outcomes.Values), outcomes.Values.Length / count, Words: null, i => $"element {outcomes.PositionOf(i)}"),
            NotesOn(inputs));
    }

    /// <summary>Reads inputs alone, or with outcomes as they stand: for measuring a model rather than training one.</summary>
    /// <exception cref="InvalidInputException">A file is not what it should be, or the two differ in examples.</exception>
    public static (Examples Examples, string[] Notes) ReadUninterpreted(string inputPath, string? outcomePath, Normalisation? normalisation)
    {
        NumpyArray inputs = NumpyFile.Read(inputPath);
        NumpyArray? outcomes = outcomePath is null ? null : NumpyFile.Read(outcomePath);
        int count = inputs.Extents[0];
        if (outcomes is not null && outcomes.Extents[0] != count)
            throw new InvalidInputException(outcomePath!, $"{outcomes.Extents[0]} outcomes (shape {outcomes.Shape})", $"{count}, as many as inputs in {inputPath} (shape {inputs.Shape})");
        Shape shape = ShapeOf(inputs);
        ITable outcomeTable = outcomes is null ? new NumberTable<double>(new double[count], columns: 1) : new NumberTable<double>(Doubles(outcomes.Values), outcomes.Values.Length / count);
        return (new Examples(Table(inputs.Values, shape.ElementCount, normalisation), shape, outcomeTable), NotesOn(inputs));
    }

    // A plain list of numbers is one number an example.
    private static Shape ShapeOf(NumpyArray inputs) => inputs.Extents.Length == 1 ? new(1) : new(inputs.Extents.AsSpan()[1..]);

    private static string[] NotesOn(NumpyArray inputs) =>
        inputs.Values is byte[] ? [$"{inputs.Path} holds bytes: they are taken as pixels and scaled to [0, 1]."] : [];

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
