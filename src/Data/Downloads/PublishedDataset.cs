using System.Collections.Immutable;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Data.Downloads;

/// <summary>A data set that can be fetched: its files, and the places that offer them, the best first.</summary>
/// <param name="Name">Its name, which is also that of its subfolder in the data folder.</param>
/// <param name="Mirrors">Base addresses, each ending in a slash.</param>
/// <param name="Files">The files.</param>
public sealed record PublishedDataset(string Name, ImmutableArray<Uri> Mirrors, ImmutableArray<PublishedFile> Files)
{
    /// <summary>MNIST: 60,000 + 10,000 handwritten digits (Y. LeCun, C. Cortes; CC BY-SA 3.0) [LeCun10].</summary>
    public static PublishedDataset Mnist { get; } = new(
        "mnist",
        [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")],
        [
            new("train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
            new("train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
            new("t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
            new("t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
        ]);

    /// <summary>Fashion-MNIST: 60,000 + 10,000 pictures of clothes (Zalando; MIT) [Xiao17].</summary>
    public static PublishedDataset FashionMnist { get; } = new(
        "fashion-mnist",
        [
            new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
            new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
        ],
        [
            new("train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
            new("train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
            new("t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
            new("t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310"),
        ]);

    /// <summary>Every data set that can be fetched.</summary>
    public static ImmutableArray<PublishedDataset> All { get; } = [Mnist, FashionMnist];

    /// <summary>The data set of a name.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static PublishedDataset Named(string name) =>
        All.FirstOrDefault(dataset => dataset.Name == name) ?? throw new InvalidInputException(
            $"the data set '{name}'", "no such name", string.Join(" or ", All.Select(dataset => dataset.Name)), NearestName.Question(name, All.Select(dataset => dataset.Name)));

    /// <summary>The same data set from another place.</summary>
    /// <exception cref="InvalidInputException">The address is no absolute http or https address.</exception>
    public PublishedDataset From(string address) =>
        Uri.TryCreate(address.EndsWith('/') ? address : address + '/', UriKind.Absolute, out Uri? place) && (place.Scheme == Uri.UriSchemeHttp || place.Scheme == Uri.UriSchemeHttps)
            ? this with { Mirrors = [place] }
            : throw new InvalidInputException($"the address '{address}'", "no web address", "a folder's address, as in https://example.org/mnist/");
}
