namespace Neuromanifold.Studies.Conditioning;

/// <summary>How much is measured.</summary>
/// <param name="Conditions">The condition numbers that are aimed at on manifolds.</param>
/// <param name="Starts">Random starts there, from the study's seed on.</param>
/// <param name="Network">What is measured on a network.</param>
internal sealed record ConditioningPlan(ImmutableArray<double> Conditions, int Starts, NetworkPlan Network)
{
    /// <summary>Condition numbers to 1,000.</summary>
    public static ConditioningPlan Full { get; } = new([3, 10, 30, 100, 300, 1000], Starts: 3, new NetworkPlan([1, 10, 100, 1000], Starts: 3, Examples: 300));

    /// <summary>The same in under a minute.</summary>
    public static ConditioningPlan Quick { get; } = new([3, 10, 30, 100], Starts: 2, new NetworkPlan([1, 10, 100], Starts: 1, Examples: 200));

    /// <summary>How far from the answer a descent starts, in the length of the metric at the answer.</summary>
    public double Distance { get; init; } = 0.2;

    /// <summary>A descent ends where the Fisher length of the gradient is so small a part of what it was.</summary>
    public double Reduction { get; init; } = 1e-6;
}
