using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.ExponentialFamilies;

/// <summary>Another family with nothing overridden that need not be.</summary>
internal sealed class Anonymous(ExponentialFamily family) : ExponentialFamily(family.Dimension)
{
    public override string Name => "anonymous";

    public override int OutcomeWidth => family.OutcomeWidth;

    public override string Support => family.Support;

    public override bool IsInSupport(ReadOnlySpan<double> outcome) => family.IsInSupport(outcome);

    public override double LogPartition(ReadOnlySpan<double> naturalParameters) => family.LogPartition(naturalParameters);

    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean) => family.Mean(naturalParameters, mean);

    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance) => family.Covariance(naturalParameters, covariance);

    public override double Covariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, ReadOnlySpan<double> v) =>
        family.Covariance(naturalParameters, u, v);

    public override void MultiplyCovariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, Span<double> result) =>
        family.MultiplyCovariance(naturalParameters, u, result);

    public override void CovarianceRoot(ReadOnlySpan<double> naturalParameters, MatrixView<double> root) => family.CovarianceRoot(naturalParameters, root);

    public override double ProductVariance(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> u, ReadOnlySpan<double> v) =>
        family.ProductVariance(naturalParameters, u, v);

    public override double KullbackLeibler(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> reference) =>
        family.KullbackLeibler(naturalParameters, reference);

    public override void Mode(ReadOnlySpan<double> naturalParameters, Span<double> outcome) => family.Mode(naturalParameters, outcome);

    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => family.SufficientStatistic(outcome, statistic);

    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => family.LogBaseMeasure(outcome);

    public override double LogDensity(ReadOnlySpan<double> naturalParameters, ReadOnlySpan<double> outcome) => family.LogDensity(naturalParameters, outcome);

    public override void Sample(ReadOnlySpan<double> naturalParameters, ref RandomSequence random, Span<double> outcome) =>
        family.Sample(naturalParameters, ref random, outcome);
}
