using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Discrete;

/// <summary>Poisson distributions of counts by their rate λ: t = y, θ = ln λ, F = exp θ, η = λ, metric 1/λ.</summary>
public sealed class Poisson : ExponentialFamily
{
    private const double HalfLogTau = 0.91893853320467274178;

    // From here on three terms of the entropy's asymptotic series are exact to rounding.
    private const double LargeRate = 1e5;

    /// <summary>The family.</summary>
    public Poisson()
        : base("poisson", [new("rate", ParameterDomain.Positive)], ["rate"], ["y"])
    {
    }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; } = new OutcomeSpace.Integers(0, null);

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters) => Jet.Exp(naturalParameters[0]);

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters) => naturalParameters[0] = Jet.Log(coordinates[0]);

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters) => naturalParameters[0] = Math.Log(parameters[0]);

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters) => parameters[0] = Math.Exp(naturalParameters[0]);

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) => double.IsFinite(Math.Exp(naturalParameters[0]));

    /// <inheritdoc/>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean) => mean[0] = parameters[0];

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        if (!(mean[0] > 0)) throw new NumericalException($"The mean of a Poisson distribution is positive; found {mean[0]:R}. Counts that are all zero have no likeliest rate.");
        parameters[0] = mean[0];
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => statistic[0] = outcome[0];

    /// <summary>−ln y!.</summary>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => -LogGamma.Of(outcome[0] + 1);

    /// <summary>−E[ln y!], by summation or, for large rates, from the entropy's asymptotic series.</summary>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters)
    {
        double rate = parameters[0];
        if (rate > LargeRate)
        {
            double entropy = (0.5 * (Math.Log(rate) + 1)) + HalfLogTau - (1 / (12 * rate)) - (1 / (24 * rate * rate));
            return -DualPotential(parameters) - entropy;
        }

        return CountSums.Expectation(Math.Floor(rate), 0, double.PositiveInfinity, y => LogMass(rate, y), y => -LogGamma.Of(y + 1));
    }

    /// <summary>λ ln λ − λ.</summary>
    public override double DualPotential(ReadOnlySpan<double> parameters) => parameters[0] * (Math.Log(parameters[0]) - 1);

    /// <inheritdoc/>
    public override double Entropy(ReadOnlySpan<double> parameters)
    {
        double rate = parameters[0];
        return rate > LargeRate
            ? (0.5 * (Math.Log(rate) + 1)) + HalfLogTau - (1 / (12 * rate)) - (1 / (24 * rate * rate))
            : CountSums.Expectation(Math.Floor(rate), 0, double.PositiveInfinity, y => LogMass(rate, y), y => -LogMass(rate, y));
    }

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome) =>
        Outcomes.Contains(outcome) ? LogMass(parameters[0], outcome[0]) : double.NegativeInfinity;

    /// <summary>1/λ.</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric) => metric[0, 0] = 1 / parameters[0];

    /// <summary>λ(e^δ − 1 − δ), δ = ln(λ′/λ).</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference) =>
        parameters[0] * ElementaryFunctions.ExponentialRemainder(ElementaryFunctions.LogQuotient(reference[0], parameters[0]));

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        outcome[0] = PoissonSampler.Sample(parameters[0], ref random);

    // y ln λ − λ − ln y! with the terms of order y ln y taken together.
    private static double LogMass(double rate, double count) =>
        count == 0 ? -rate : (-count * ElementaryFunctions.ExponentialRemainder(ElementaryFunctions.LogQuotient(rate, count))) - LogGamma.Remainder(count) - Math.Log(count);
}
