using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Neuromanifold.Data.Datasets;

/// <summary>Examples to learn from and examples to be judged by.</summary>
public sealed record Dataset
{
    /// <summary>What the data are called in reports, as in mnist.</summary>
    public required string Name { get; init; }

    /// <summary>The examples to learn from.</summary>
    public required IDatasetPart Training { get; init; }

    /// <summary>The examples to be judged by; of the training part's shapes.</summary>
    public required IDatasetPart Test { get; init; }

    /// <summary>The names of the classes in the order of their labels; null where outcomes are numbers.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Sentences the user should read: what was assumed, what looks odd.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>A checksum of both parts; see <see cref="IDatasetPart.Fingerprint"/>.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Training.Fingerprint + Test.Fingerprint)));
}
