using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Networks.Tests.Likelihoods;

/// <summary>Another family with nothing overridden that need not be.</summary>
internal sealed class Anonymous(Likelihood likelihood) : Likelihood(likelihood.Dimension)
{
    public override string Name => "anonymous";

    public override int OutcomeWidth => likelihood.OutcomeWidth;

    public override string Support => likelihood.Support;

    public override bool IsInSupport(ReadOnlySpan<double> outcome) => likelihood.IsInSupport(outcome);

    public override double LogPartition(ReadOnlySpan<double> naturalParameters) => likelihood.LogPartition(naturalParameters);

    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean) => likelihood.Mean(naturalParameters, mean);

    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance) => likelihood.Covariance(naturalParameters, covariance);

    public override double Covariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, ReadOnlySpan<double> v) =>
        likelihood.Covariance(naturalParameters, u, v);

    public override void MultiplyCovariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, Span<double> result) =>
        likelihood.MultiplyCovariance(naturalParameters, u, result);

    public override void CovarianceRoot(ReadOnlySpan<double> naturalParameters, MatrixView<double> root) => likelihood.CovarianceRoot(naturalParameters, root);

    public override double ProductVariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, ReadOnlySpan<double> v) =>
        likelihood.ProductVariance(naturalParameters, u, v);

    public override double KullbackLeibler(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> reference) =>
        likelihood.KullbackLeibler(naturalParameters, reference);

    public override void Mode(ReadOnlySpan<double> naturalParameters, Span<double> outcome) => likelihood.Mode(naturalParameters, outcome);

    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => likelihood.SufficientStatistic(outcome, statistic);

    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => likelihood.LogBaseMeasure(outcome);

    public override double LogDensity(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> outcome) => likelihood.LogDensity(naturalParameters, outcome);

    public override void Sample(ReadOnlySpan<double> naturalParameters, ref RandomSequence random, Span<double> outcome) =>
        likelihood.Sample(naturalParameters, ref random, outcome);
}
