using Neuromanifold.Fisher.Labels;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Fisher.Estimators;

/// <summary>How a representation is made.</summary>
public sealed record EstimationOptions
{
    /// <summary>Which outcomes it is taken over; in exact expectation by default.</summary>
    public LabelRule Labels { get; init; } = LabelRule.Expected;

    /// <summary>What random labels are drawn from: example i draws from its child i, whatever the threads.</summary>
    public RandomStream Stream { get; init; } = RandomStream.FromSeed(0);

    /// <summary>The memory to stay within, in bytes; a quarter of the machine's by default.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Threads that share the examples, where sums are small enough for each to have its own.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Random vectors for what an implicit matrix can only estimate: trace, diagonal, norm.</summary>
    public int Probes { get; init; } = 64;

    /// <summary>Their seed.</summary>
    public long Seed { get; init; }

    /// <summary>The relative residual at which an implicit solve ends.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>The most products an implicit solve takes.</summary>
    public int MostProducts { get; init; } = 1000;
}
