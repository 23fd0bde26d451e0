using System.Collections.Immutable;
using System.Globalization;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

/// <summary>
/// How many failures precede the r-th success, by the probability p of success; r > 0 is known and need not be an integer: t = y,
/// θ = ln(1 − p), F = −r ln(1 − exp θ), η = r(1 − p)/p, metric r/(p²(1 − p)). Geometric distributions, which count the trials up to
/// the first success, are those of r = 1 with one added.
/// </summary>
public sealed class NegativeBinomial : ExponentialFamily
{
    private readonly int _first;

    /// <summary>The family of r successes.</summary>
    public NegativeBinomial(double successes)
        : this("negativebinomial", successes, 0)
    {
    }

    private NegativeBinomial(string name, double successes, int first)
        : base(name, [new("probability", ParameterDomain.OpenProbability)], ["probability"], [first == 0 ? "y" : "y − 1"])
    {
        if (!(successes > 0 && double.IsFinite(successes))) throw new ArgumentOutOfRangeException(nameof(successes), successes, "Successes are positive and finite.");
        Successes = successes;
        _first = first;
        Outcomes = new OutcomeSpace.Integers(first, null);
    }

    /// <summary>The geometric family: the number of the first trial that succeeds, 1, 2, ….</summary>
    public static NegativeBinomial Geometric { get; } = new("geometric", 1, 1);

    /// <summary>r.</summary>
    public double Successes { get; }

    /// <inheritdoc/>
    public override ImmutableArray<string> FixedParameters => _first == 1 ? [] : [string.Create(CultureInfo.InvariantCulture, $"successes={Successes:R}")];

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters) => -Successes * Jet.Log(1 - Jet.Exp(naturalParameters[0]));

    /// <inheritdoc/>
    public override double LogPartition(ReadOnlySpan<double> naturalParameters) => -Successes * ElementaryFunctions.LogOnePlus(-Math.Exp(naturalParameters[0]));

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters) => naturalParameters[0] = Jet.Log(1 - coordinates[0]);

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters) => naturalParameters[0] = ElementaryFunctions.LogOnePlus(-parameters[0]);

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters) =>
        parameters[0] = -(ElementaryFunctions.ExponentialRemainder(naturalParameters[0]) + naturalParameters[0]);

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) => naturalParameters[0] < 0 && double.IsFinite(naturalParameters[0]);

    /// <inheritdoc/>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean) => mean[0] = Successes * (1 - parameters[0]) / parameters[0];

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        if (!(mean[0] > 0)) throw new NumericalException($"The mean number of failures under {Name} is positive; found {mean[0]:R}. Without a failure there is no likeliest probability.");
        parameters[0] = Successes / (Successes + mean[0]);
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => statistic[0] = outcome[0] - _first;

    /// <summary>ln[Γ(y + r)/(Γ(r) y!)].</summary>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => LogWays(outcome[0] - _first);

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters)
    {
        double probability = parameters[0];
        double mode = Math.Max(0, Math.Floor((Successes - 1) * (1 - probability) / probability));
        return Successes == 1 ? 0 : CountSums.Expectation(mode, 0, double.PositiveInfinity, failures => LogMass(probability, failures), LogWays);
    }

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome) =>
        Outcomes.Contains(outcome) ? LogMass(parameters[0], outcome[0] - _first) : double.NegativeInfinity;

    /// <summary>r/(p²(1 − p)).</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        double probability = parameters[0];
        metric[0, 0] = Successes / probability / probability / (1 - probability);
    }

    /// <summary>r/p times the divergence of one trial.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference) =>
        Successes / parameters[0] * new Binomial(1).KullbackLeibler(parameters, reference)!.Value;

    /// <summary>Draws a Poisson count of a gamma rate.</summary>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome)
    {
        double probability = parameters[0];
        double rate = Math.Exp(GammaSampler.SampleLog(Successes, ref random)) * (1 - probability) / probability;
        outcome[0] = _first + PoissonSampler.Sample(rate, ref random);
    }

    private double LogMass(double probability, double failures) =>
        LogWays(failures) + (Successes * Math.Log(probability)) + (failures == 0 ? 0 : failures * ElementaryFunctions.LogOnePlus(-probability));

    private double LogWays(double failures) =>
        Successes == 1 || failures == 0 ? 0 : LogGamma.Of(failures + Successes) - LogGamma.Of(Successes) - LogGamma.Of(failures + 1);
}
