using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Continuous;

/// <summary>
/// The distributions of y where x(y), one to one, has a distribution of another family: the same parameters, potentials, metric and
/// divergences, for a sufficient statistic keeps the information. [Amari16], ch. 3.
/// </summary>
public abstract class ImageFamily : ExponentialFamily
{
    /// <summary>The image of a family of one-dimensional outcomes.</summary>
    protected ImageFamily(string name, ExponentialFamily original, ImmutableArray<Parameter> parameters, ImmutableArray<string> coordinates, ImmutableArray<string> statistics)
        : base(name, parameters, coordinates, statistics) => Original = original;

    /// <summary>The family of x.</summary>
    public ExponentialFamily Original { get; }

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => OutcomeSpace.Interval.HalfLine;

    /// <inheritdoc/>
    public sealed override FieldManifold? ClosedGeometry => Original.ClosedGeometry;

    /// <inheritdoc/>
    public sealed override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters) => Original.LogPartition(naturalParameters);

    /// <inheritdoc/>
    public sealed override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters) => Original.NaturalParameters(coordinates, naturalParameters);

    /// <inheritdoc/>
    public sealed override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters) => Original.ToNatural(parameters, naturalParameters);

    /// <inheritdoc/>
    public sealed override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters) => Original.FromNatural(naturalParameters, parameters);

    /// <inheritdoc/>
    public sealed override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) => Original.ContainsNatural(naturalParameters);

    /// <inheritdoc/>
    public sealed override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean) => Original.Mean(naturalParameters, mean);

    /// <inheritdoc/>
    public sealed override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance) => Original.Covariance(naturalParameters, covariance);

    /// <inheritdoc/>
    public sealed override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean) => Original.ToMean(parameters, mean);

    /// <inheritdoc/>
    public sealed override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters) => Original.FromMean(mean, parameters);

    /// <inheritdoc/>
    public sealed override double DualPotential(ReadOnlySpan<double> parameters) => Original.DualPotential(parameters);

    /// <inheritdoc/>
    public sealed override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric) => Original.Metric(parameters, metric);

    /// <inheritdoc/>
    public sealed override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference) => Original.KullbackLeibler(parameters, reference);

    /// <inheritdoc/>
    public sealed override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => Original.SufficientStatistic([ToOriginal(outcome[0])], statistic);

    /// <inheritdoc/>
    public sealed override double LogBaseMeasure(ReadOnlySpan<double> outcome) => Original.LogBaseMeasure([ToOriginal(outcome[0])]) + LogSlope(outcome[0]);

    /// <inheritdoc/>
    public sealed override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => Original.ExpectedLogBaseMeasure(parameters) + ExpectedLogSlope(parameters);

    /// <inheritdoc/>
    public sealed override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome) =>
        Outcomes.Contains(outcome) ? Original.LogDensity(parameters, [ToOriginal(outcome[0])]) + LogSlope(outcome[0]) : double.NegativeInfinity;

    /// <inheritdoc/>
    public sealed override double Entropy(ReadOnlySpan<double> parameters) => Original.Entropy(parameters) - ExpectedLogSlope(parameters);

    /// <inheritdoc/>
    public sealed override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        Matrix<double> original = new(outcomes.Rows, 1);
        for (int row = 0; row < outcomes.Rows; row++) original[row, 0] = ToOriginal(outcomes[row, 0]);
        return Original.MaximumLikelihood(original);
    }

    /// <inheritdoc/>
    public sealed override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome)
    {
        Original.Sample(parameters, ref random, outcome);
        outcome[0] = FromOriginal(outcome[0]);
    }

    /// <summary>x(y).</summary>
    protected abstract double ToOriginal(double outcome);

    /// <summary>y(x).</summary>
    protected abstract double FromOriginal(double original);

    /// <summary>ln |x′(y)|.</summary>
    protected abstract double LogSlope(double outcome);

    /// <summary>E[ln |x′(y)|].</summary>
    protected abstract double ExpectedLogSlope(ReadOnlySpan<double> parameters);
}
