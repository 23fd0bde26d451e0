using System.Collections.Immutable;

namespace Neuromanifold.Experiments.Studies.Conditioning;

/// <summary>How much is measured.</summary>
/// <param name="Conditions">The condition numbers that are aimed at.</param>
/// <param name="Starts">Random starts, from the study's seed on.</param>
public sealed record ConditioningPlan(ImmutableArray<double> Conditions, int Starts)
{
    /// <summary>Condition numbers to 3,000.</summary>
    public static ConditioningPlan Full { get; } = new([3, 10, 30, 100, 300, 1000, 3000], Starts: 5);

    /// <summary>The same in some seconds.</summary>
    public static ConditioningPlan Quick { get; } = new([3, 10, 30, 100, 300], Starts: 2);

    /// <summary>How far from the answer a descent starts, in the length of the metric at the answer.</summary>
    public double Distance { get; init; } = 0.2;

    /// <summary>A descent ends where the Fisher length of the gradient is so small a part of what it was.</summary>
    public double Reduction { get; init; } = 1e-6;
}
