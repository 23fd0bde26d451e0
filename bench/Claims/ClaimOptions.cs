using Neuromanifold.Data.Datasets;
using Neuromanifold.Experiments.Configurations;

namespace Neuromanifold.Claims;

/// <summary>How claims are measured.</summary>
internal sealed record ClaimOptions
{
    /// <summary>The network of the claims: so small that all that is not a matrix product shows.</summary>
    public static NetworkConfiguration Network { get; } = new("784-80-80-80-10");

    /// <summary>The most threads a side may use.</summary>
    public required int Threads { get; init; }

    /// <summary>How often the two sides of a comparison take turns.</summary>
    public required int Rounds { get; init; }

    /// <summary>The folder that holds mnist/; null without one.</summary>
    public required string? DataDirectory { get; init; }

    /// <summary>The Python of the peers; null to look for one.</summary>
    public required string? Python { get; init; }

    /// <summary>The published tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The root of the repository.</summary>
    public required string Repository { get; init; }

    /// <summary>1, 2, 4, … and the most: the numbers of threads tried.</summary>
    public IEnumerable<int> ThreadCounts
    {
        get
        {
            for (int count = 1; count < Threads; count *= 2) yield return count;
            yield return Threads;
        }
    }

    /// <summary>The folder of MNIST's four files; null without it.</summary>
    public string? MnistDirectory =>
        DataDirectory is not null && Path.Combine(DataDirectory, "mnist") is { } folder && Directory.Exists(folder) ? Path.GetFullPath(folder) : null;

    /// <summary>MNIST as a user would name it.</summary>
    /// <exception cref="UnmeasurableException">It is not on this machine.</exception>
    public DataConfiguration Mnist => new($"mnist:{MnistDirectory ?? throw new UnmeasurableException("MNIST is not on this machine; name the folder above mnist/ in NEUROMANIFOLD_DATA or by --data")}");

    /// <summary>MNIST in memory.</summary>
    public Dataset LoadMnist() => Mnist.Load(OutcomeKind.Labels);

    /// <summary>A run of the claims' network on MNIST.</summary>
    public RunConfiguration OnMnist(string optimiser) => new(Mnist, Network, OptimiserConfiguration.Parse(optimiser)) { Threads = Threads };
}
