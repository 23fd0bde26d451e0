using System.Collections.Immutable;
using Neuromanifold.Data.Datasets;
using Neuromanifold.Data.Formats;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Sources;

/// <summary>A folder with the four files of MNIST's naming: images and labels of the training and of the test part.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Remedy">What to do where a file is missing.</param>
internal sealed record IdxFolder(string Path, string? Remedy)
{
    /// <summary>Reads the training part.</summary>
    /// <exception cref="InvalidInputException">A file is missing or not what it should be.</exception>
    public RawPart ReadTraining(Normalisation? normalisation) => Read("train", normalisation);

    /// <summary>Reads the test part.</summary>
    /// <exception cref="InvalidInputException">A file is missing or not what it should be.</exception>
    public RawPart ReadTest(Normalisation? normalisation) => Read("t10k", normalisation);

    private RawPart Read(string part, Normalisation? normalisation)
    {
        string imagePath = Find($"{part}-images", "idx3-ubyte"), labelPath = Find($"{part}-labels", "idx1-ubyte");
        (ImmutableArray<int> extents, byte[] pixels) = IdxFile.Read(imagePath);
        (_, byte[] labels) = IdxFile.Read(labelPath, rank: 1);
        if (labels.Length != extents[0]) throw new InvalidInputException(labelPath, $"{labels.Length} labels", $"{extents[0]}, as many as images in {System.IO.Path.GetFileName(imagePath)}");
        Shape shape = new(extents.AsSpan()[1..]);
        return new(
            imagePath,
            new PixelTable(pixels, shape.ElementCount, normalisation),
            shape,
            new RawOutcomes(labelPath, [.. labels.Select(label => (double)label)], Width: 1, Words: null, i => $"label {i + 1}"));
    }

    // The published names have a hyphen; some mirrors unpack with a dot.
    private string Find(string name, string type)
    {
        string[] candidates = [$"{name}-{type}", $"{name}-{type}.gz", $"{name}.{type}", $"{name}.{type}.gz"];
        return candidates.Select(candidate => System.IO.Path.Combine(Path, candidate)).FirstOrDefault(File.Exists)
            ?? throw new InvalidInputException(
                Path,
                Directory.Exists(Path) ? $"neither {candidates[0]} nor {candidates[1]}" : "no such folder",
                "a folder with train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, gzipped or not",
                Remedy);
    }
}
