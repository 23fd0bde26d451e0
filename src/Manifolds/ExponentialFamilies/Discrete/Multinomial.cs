using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

/// <summary>How often each of T labels occurs in n independent trials, by the labels' probabilities; n is known.</summary>
public sealed class Multinomial : LabelTrials
{
    /// <summary>The family of n trials with T labels.</summary>
    public Multinomial(int trials, int labelCount)
        : base(
            "multinomial",
            trials,
            labelCount,
            [new("probabilities", ParameterDomain.Probabilities, 1, labelCount)],
            [.. Enumerable.Range(1, labelCount - 1).Select(label => $"probability{label}")],
            [.. Enumerable.Range(1, labelCount - 1).Select(label => $"y{label}")]) =>
        Outcomes = new OutcomeSpace.Counts(trials, labelCount);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixedParameters => [$"trials={Trials}"];

    /// <inheritdoc/>
    public override int OutcomeWidth => LabelCount;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override void ToCoordinates(ReadOnlySpan<double> parameters, Span<double> coordinates) => parameters[..^1].CopyTo(coordinates);

    /// <inheritdoc/>
    public override void FromCoordinates(ReadOnlySpan<double> coordinates, Span<double> parameters) => SimplexCoordinates.Complete(coordinates, parameters);

    /// <inheritdoc/>
    public override void Probabilities(ReadOnlySpan<double> parameters, Span<double> probabilities) => parameters.CopyTo(probabilities);

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => outcome[..^1].CopyTo(statistic);

    /// <summary>ln(n!/Π y_i!).</summary>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome)
    {
        double sum = LogGamma.Of(Trials + 1.0);
        foreach (double count in outcome) sum -= LogGamma.Of(count + 1);
        return sum;
    }

    /// <summary>ln n! − Σ E[ln y_i!], each count being binomial.</summary>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters)
    {
        double sum = LogGamma.Of(Trials + 1.0);
        Binomial marginal = new(Trials);
        foreach (double probability in parameters) sum -= ExpectedLogFactorial(marginal, probability);
        return sum;
    }

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        double sum = LogBaseMeasure(outcome);
        for (int label = 0; label < LabelCount; label++) sum += outcome[label] == 0 ? 0 : outcome[label] * Math.Log(parameters[label]);
        return sum;
    }

    /// <summary>Draws the counts one after the other, each binomial given those before.</summary>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome)
    {
        int left = Trials;
        double remaining = 1;
        for (int label = 0; label < LabelCount; label++)
        {
            bool last = label == LabelCount - 1;
            outcome[label] = last ? left : BinomialSampler.Sample(left, remaining > 0 ? Math.Min(1, parameters[label] / remaining) : 0, ref random);
            left -= (int)outcome[label];
            remaining -= parameters[label];
        }
    }

    /// <inheritdoc/>
    protected override void FromProbabilities(ReadOnlySpan<double> probabilities, Span<double> parameters) => probabilities.CopyTo(parameters);

    private double ExpectedLogFactorial(Binomial marginal, double probability)
    {
        if (probability == 0) return 0;
        return probability == 1 ? LogGamma.Of(Trials + 1.0) : CountSums.Expectation(
            Math.Floor((Trials + 1) * probability), 0, Trials, y => marginal.LogDensity([probability], [y]), y => LogGamma.Of(y + 1));
    }
}
