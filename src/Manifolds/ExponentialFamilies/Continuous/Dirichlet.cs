using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>Dirichlet distributions of probabilities of n labels, by their concentrations; densities are by the first n − 1.</summary>
public sealed class Dirichlet : SimplexDensities
{
    private const double SumTolerance = 1e-9;

    /// <summary>The family of n ≥ 2 labels.</summary>
    public Dirichlet(int labelCount)
        : base(
            "dirichlet",
            [new("concentrations", ParameterDomain.Positive, 1, labelCount)],
            [.. Enumerable.Range(1, labelCount).Select(label => $"concentration{label}")],
            [.. Enumerable.Range(1, labelCount).Select(label => $"ln y{label}")])
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labelCount, 2);
        Outcomes = new OutcomeSpace.Region($"{labelCount} numbers > 0 that sum to 1", labelCount, IsInside);
    }

    /// <inheritdoc/>
    public override int OutcomeWidth => Dimension;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => System.Numerics.Tensors.TensorPrimitives.Log(outcome, statistic);

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome)
    {
        double sum = 0;
        foreach (double component in outcome) sum -= Math.Log(component);
        return sum;
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) => SampleComponents(parameters, ref random, outcome);

    /// <inheritdoc/>
    protected override void Components(ReadOnlySpan<double> outcome, Span<double> components) => outcome.CopyTo(components);

    private static bool IsInside(ReadOnlyMemory<double> outcome)
    {
        double sum = 0;
        foreach (double component in outcome.Span)
        {
            if (!(component > 0)) return false;
            sum += component;
        }

        return Math.Abs(sum - 1) <= SumTolerance;
    }
}
