using MathNet.Numerics;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Extension.Tests.Likelihoods;

/// <summary>
/// A family of somebody else: outputs that count successes in n trials, θ the log-odds. t(y) = y, F = n ln(1 + e^θ), η = np,
/// c = npq, and E[(t − η)⁴] − c² = npq(1 + 2npq − 6pq).
/// </summary>
public sealed class IndependentBinomial(int dimension, int trials) : IndependentLikelihood(dimension)
{
    public override string Name => "binomial";

    public override string Support => $"{Dimension} counts from 0 to {trials}";

    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        RequireDimension(naturalParameters.Length);
        RequireDimension(mean.Length);
        for (int a = 0; a < mean.Length; a++) mean[a] = trials * Probability(naturalParameters[a]);
    }

    public override void Mode(ReadOnlySpan<double> naturalParameters, Span<double> outcome)
    {
        RequireDimension(naturalParameters.Length);
        for (int a = 0; a < outcome.Length; a++) outcome[a] = Math.Min(trials, Math.Floor((trials + 1) * Probability(naturalParameters[a])));
    }

    protected override bool IsInSupport(double value) => value >= 0 && value <= trials && double.IsInteger(value);

    protected override double LogPartition(double naturalParameter) =>
        trials * (Math.Max(naturalParameter, 0) + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(naturalParameter))));

    protected override double Variance(double naturalParameter) => trials * Probability(naturalParameter) * Probability(-naturalParameter);

    protected override double SquareVariance(double naturalParameter)
    {
        double single = Probability(naturalParameter) * Probability(-naturalParameter), variance = trials * single;
        return variance * (1 + (2 * variance) - (6 * single));
    }

    protected override double KullbackLeibler(double naturalParameter, double reference) => Math.Max(
        0, LogPartition(reference) - LogPartition(naturalParameter) - ((reference - naturalParameter) * trials * Probability(naturalParameter)));

    protected override double LogBaseMeasure(double value) => SpecialFunctions.BinomialLn(trials, (int)value);

    protected override double LogDensity(double naturalParameter, double value) =>
        (naturalParameter * value) - LogPartition(naturalParameter) + LogBaseMeasure(value);

    protected override double Sample(double naturalParameter, ref RandomSequence random)
    {
        int successes = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            if (random.NextUniform() < Probability(naturalParameter)) successes++;
        }

        return successes;
    }

    private static double Probability(double naturalParameter) => 1 / (1 + Math.Exp(-naturalParameter));
}
