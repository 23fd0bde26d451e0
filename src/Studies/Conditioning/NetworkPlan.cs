namespace Neuromanifold.Studies.Conditioning;

/// <summary>How much is measured on a network.</summary>
/// <param name="Conditions">The condition numbers that the inputs' covariance is given.</param>
/// <param name="Starts">Random starts, from the study's seed on.</param>
/// <param name="Examples">Examples, all of which every step sees.</param>
internal sealed record NetworkPlan(ImmutableArray<double> Conditions, int Starts, int Examples)
{
    /// <summary>Inputs: so many principal components of the data, each of variance one before the affine map.</summary>
    public int Inputs { get; init; } = 10;

    /// <summary>Hidden units.</summary>
    public int Hidden { get; init; } = 10;

    /// <summary>What is added to every metric.</summary>
    public double Damping { get; init; } = 1e-8;

    /// <summary>A descent ends where the loss is so small a part of what it was.</summary>
    public double Target { get; init; } = 0.25;

    /// <summary>The steps after which a rate of the plain gradient is given up.</summary>
    [JsonPropertyName("most_steps")]
    public int MaximumSteps { get; init; } = 20_000;

    /// <summary>The steps after which a rate of a natural gradient is given up, whose steps cost more.</summary>
    [JsonPropertyName("most_natural_steps")]
    public int MaximumNaturalSteps { get; init; } = 200;
}
