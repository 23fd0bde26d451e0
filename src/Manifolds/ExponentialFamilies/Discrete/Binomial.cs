using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

/// <summary>How many of n independent trials succeed, by the probability of one; n is known. Of one trial: the Bernoulli family.</summary>
public sealed class Binomial : LabelTrials
{
    /// <summary>The family of n ≥ 1 trials.</summary>
    public Binomial(int trials)
        : base(trials == 1 ? "bernoulli" : "binomial", trials, 2, [new("probability", ParameterDomain.Probability)], ["probability"], ["y"]) =>
        Outcomes = new OutcomeSpace.Integers(0, trials);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixedParameters => Trials == 1 ? [] : [$"trials={Trials}"];

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override void Probabilities(ReadOnlySpan<double> parameters, Span<double> probabilities)
    {
        double p = parameters[0];
        probabilities[0] = p;
        probabilities[1] = 1 - p;
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => statistic[0] = outcome[0];

    /// <summary>The logarithm of n over y.</summary>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => CountSums.LogBinomial(Trials, outcome[0]);

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters)
    {
        double probability = parameters[0];
        return Trials == 1 || probability is 0 or 1 ? 0 : CountSums.Expectation(
            Math.Floor((Trials + 1) * probability), 0, Trials, y => LogMass(probability, y), y => CountSums.LogBinomial(Trials, y));
    }

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome) =>
        Outcomes.Contains(outcome) ? LogMass(parameters[0], outcome[0]) : double.NegativeInfinity;

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        outcome[0] = BinomialSampler.Sample(Trials, parameters[0], ref random);

    /// <inheritdoc/>
    protected override void FromProbabilities(ReadOnlySpan<double> probabilities, Span<double> parameters) => parameters[0] = probabilities[0];

    private double LogMass(double probability, double successes)
    {
        double failures = Trials - successes;
        return CountSums.LogBinomial(Trials, successes) + Times(successes, Math.Log(probability)) + Times(failures, ElementaryFunctions.LogOnePlus(-probability));

        static double Times(double count, double logarithm) => count == 0 ? 0 : count * logarithm;
    }
}
