using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>
/// Distributions p(y) = ρ s′(y) exp(−ρ s(y)), where s(y) ≥ 0 is exponential of rate ρ = aᵉ, a power of the one parameter a: t = s,
/// θ = −ρ, F = −ln(−θ), η = 1/ρ. A statistic that is sufficient keeps the Fisher information, so that all of them are one line.
/// </summary>
public abstract class ExponentialImage : ExponentialFamily
{
    private readonly double _exponent;

    /// <summary>A family whose parameter, to the power of <paramref name="exponent"/>, is the rate of <paramref name="statistic"/>.</summary>
    protected ExponentialImage(string name, string parameter, double exponent, string statistic)
        : base(name, [new(parameter, ParameterDomain.Positive)], [parameter], [statistic]) => _exponent = exponent;

    /// <summary>e, the exponent of the parameter in the rate: distances are |e ln(a/a′)|.</summary>
    public double Exponent => _exponent;

    /// <inheritdoc/>
    public sealed override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters) => -Jet.Log(-naturalParameters[0]);

    /// <inheritdoc/>
    public sealed override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters) => naturalParameters[0] = -Jet.Pow(coordinates[0], _exponent);

    /// <inheritdoc/>
    public sealed override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters) => naturalParameters[0] = -Rate(parameters);

    /// <inheritdoc/>
    public sealed override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters) => parameters[0] = Math.Pow(-naturalParameters[0], 1 / _exponent);

    /// <inheritdoc/>
    public sealed override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) => naturalParameters[0] < 0 && double.IsFinite(naturalParameters[0]);

    /// <inheritdoc/>
    public sealed override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean) => mean[0] = -1 / naturalParameters[0];

    /// <inheritdoc/>
    public sealed override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance) => covariance[0, 0] = 1 / naturalParameters[0] / naturalParameters[0];

    /// <inheritdoc/>
    public sealed override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        if (!(mean[0] > 0 && double.IsFinite(mean[0]))) throw new NumericalException($"The mean of {StatisticNames[0]} under {Name} is positive; found {mean[0]:R}.");
        parameters[0] = Math.Pow(mean[0], -1 / _exponent);
    }

    /// <inheritdoc/>
    public sealed override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => statistic[0] = Statistic(outcome[0]);

    /// <inheritdoc/>
    public sealed override double LogBaseMeasure(ReadOnlySpan<double> outcome) => LogSlope(outcome[0]);

    /// <inheritdoc/>
    public sealed override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => ExpectedLogSlope(Rate(parameters));

    /// <summary>e²/a².</summary>
    public sealed override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        double relative = _exponent / parameters[0];
        metric[0, 0] = relative * relative;
    }

    /// <summary>r − 1 − ln r, r = ρ′/ρ.</summary>
    public sealed override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference) =>
        ElementaryFunctions.ExponentialRemainder(_exponent * ElementaryFunctions.LogQuotient(reference[0], parameters[0]));

    /// <inheritdoc/>
    public sealed override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        outcome[0] = Outcome(-Math.Log(1 - random.NextUniform()) / Rate(parameters), ref random);

    /// <summary>s(y).</summary>
    protected abstract double Statistic(double outcome);

    /// <summary>ln s′(y); of the half of each branch where s has two.</summary>
    protected abstract double LogSlope(double outcome);

    /// <summary>E[ln s′(y)] under a rate.</summary>
    protected abstract double ExpectedLogSlope(double rate);

    /// <summary>y where s(y) has a value; drawn among branches where there are several.</summary>
    protected abstract double Outcome(double statistic, ref RandomSequence random);

    private double Rate(ReadOnlySpan<double> parameters) => _exponent == 1 ? parameters[0] : Math.Pow(parameters[0], _exponent);
}
