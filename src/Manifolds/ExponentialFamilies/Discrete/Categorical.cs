using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

/// <summary>
/// One of T labels, numbered from zero, by their probabilities: the simplex, with T − 1 coordinates. Labels may be the cells of a
/// table, row after row: a pair of two labels.
/// </summary>
public sealed class Categorical : LabelTrials
{
    /// <summary>The family of T labels.</summary>
    public Categorical(int labelCount)
        : this(1, labelCount)
    {
    }

    /// <summary>The family of the cells of a table.</summary>
    public Categorical(int rows, int columns)
        : base(
            "categorical",
            1,
            rows * columns,
            [new("probabilities", ParameterDomain.Probabilities, rows, columns)],
            [.. Enumerable.Range(1, (rows * columns) - 1).Select(label => $"probability{label}")],
            [.. Enumerable.Range(0, (rows * columns) - 1).Select(label => $"y = {label}")])
    {
        Rows = rows;
        Outcomes = new OutcomeSpace.Integers(0, (rows * columns) - 1);
    }

    /// <summary>The rows of the table; 1 for a plain list of labels.</summary>
    public int Rows { get; }

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
