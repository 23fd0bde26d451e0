namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>How a descent goes and when it ends.</summary>
/// <param name="Rate">The step is so many times the gradient.</param>
/// <param name="Tolerance">It ends where the Fisher length of the natural gradient, which no chart changes, is below.</param>
/// <param name="MostSteps">The steps after which it gives up.</param>
/// <param name="Backtracking">Whether steps that leave the chart or do not descend as far as they should are halved until they do.</param>
public sealed record DescentOptions(double Rate = 1, double Tolerance = 1e-8, int MostSteps = 100_000, bool Backtracking = true)
{
    /// <summary>A rate of one, halved where it must be.</summary>
    public static DescentOptions Default { get; } = new();
}
