using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Networks.Composition;

/// <summary>What a pass over a share of a batch knows of the whole.</summary>
public readonly record struct PassContext
{
    /// <summary>A pass that uses the network: no noise, running statistics.</summary>
    public static PassContext Inference { get; } = new() { Team = SingleProcess.Instance };

    /// <summary>A pass that trains it.</summary>
    /// <param name="noise">The step's stream of noise.</param>
    /// <param name="team">Those who hold the other shares of the batch.</param>
    /// <param name="firstExample">The position in the batch of this share's first example.</param>
    /// <param name="totalExamples">The size of the whole batch.</param>
    public static PassContext Training(RandomStream noise, ICommunicator team, int firstExample, int totalExamples) => new()
    {
        IsTraining = true,
        Noise = noise,
        Team = team,
        FirstExample = firstExample,
        TotalExamples = totalExamples,
    };

    /// <summary>Whether layers show their training behaviour: batch statistics, dropout.</summary>
    public bool IsTraining { get; private init; }

    /// <summary>Whether a training pass leaves running statistics as they are: a second look at the same batch.</summary>
    public bool KeepsStatistics { get; init; }

    /// <summary>The step's stream of noise; layers split it by their names and by the example's position in the batch.</summary>
    public RandomStream Noise { get; private init; }

    /// <summary>Those who hold the other shares of the batch.</summary>
    public ICommunicator Team { get; private init; }

    /// <summary>The position in the batch of this share's first example.</summary>
    public int FirstExample { get; private init; }

    /// <summary>The size of the whole batch.</summary>
    public int TotalExamples { get; private init; }
}
