using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

/// <summary>One of T labels, numbered from zero, by their probabilities: the simplex, with T − 1 coordinates.</summary>
public sealed class CategoricalSimplex : LabelTrials
{
    /// <summary>The family of T labels.</summary>
    public CategoricalSimplex(int labelCount)
        : base(
            "categorical",
            1,
            labelCount,
            [new("probabilities", ParameterDomain.Probabilities, 1, labelCount)],
            [.. Enumerable.Range(1, labelCount - 1).Select(label => $"probability{label}")],
            [.. Enumerable.Range(0, labelCount - 1).Select(label => $"y = {label}")]) =>
        Outcomes = new OutcomeSpace.Integers(0, labelCount - 1);

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override void ToCoordinates(ReadOnlySpan<double> parameters, Span<double> coordinates) => parameters[..^1].CopyTo(coordinates);

    /// <inheritdoc/>
    public override void FromCoordinates(ReadOnlySpan<double> coordinates, Span<double> parameters) => SimplexCoordinates.Complete(coordinates, parameters);

    /// <inheritdoc/>
    public override void Probabilities(ReadOnlySpan<double> parameters, Span<double> probabilities) => parameters.CopyTo(probabilities);

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        statistic.Clear();
        if (outcome[0] < statistic.Length) statistic[(int)outcome[0]] = 1;
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => 0;

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => 0;

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome) =>
        Outcomes.Contains(outcome) ? Math.Log(parameters[(int)outcome[0]]) : double.NegativeInfinity;

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) => outcome[0] = Draw(parameters, random.NextUniform());

    /// <inheritdoc/>
    protected override void FromProbabilities(ReadOnlySpan<double> probabilities, Span<double> parameters) => probabilities.CopyTo(parameters);
}
