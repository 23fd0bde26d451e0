using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Factor = Neuromanifold.Manifolds.ProductFamilies.FactorLayout<Neuromanifold.Manifolds.ExponentialFamilies.ExponentialFamily>.Factor;

namespace Neuromanifold.Manifolds.ProductFamilies;

/// <summary>
/// Independent outcomes of several exponential families, side by side, an exponential family itself: log-partitions add, and θ, η and
/// t are those of the factors one after the other.
/// </summary>
public sealed class ExponentialProductFamily : ExponentialFamily
{
    private readonly FactorLayout<ExponentialFamily> _layout;

    /// <summary>The product of one exponential family or more.</summary>
    public ExponentialProductFamily(params ImmutableArray<ExponentialFamily> factors)
        : base(
            "product",
            FactorLayout<ExponentialFamily>.Parameters(factors),
            FactorLayout<ExponentialFamily>.Coordinates(factors),
            [.. factors.SelectMany((family, place) => family.StatisticNames.Select(name => FactorLayout<ExponentialFamily>.Numbered(name, place)))])
    {
        _layout = new(factors);
        Factors = factors;
    }

    /// <summary>The factors, in the order of parameters and outcomes.</summary>
    public ImmutableArray<ExponentialFamily> Factors { get; }

    /// <inheritdoc/>
    public override ImmutableArray<string> FixedParameters => _layout.FixedParameters;

    /// <inheritdoc/>
    public override int OutcomeWidth => _layout.OutcomeWidth;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => _layout.Outcomes;

    /// <inheritdoc/>
    public override void ToCoordinates(ReadOnlySpan<double> parameters, Span<double> coordinates)
    {
        foreach (Factor factor in _layout.Factors) factor.Family.ToCoordinates(factor.OfParameters(parameters), factor.OfCoordinates(coordinates));
    }

    /// <inheritdoc/>
    public override void FromCoordinates(ReadOnlySpan<double> coordinates, Span<double> parameters)
    {
        foreach (Factor factor in _layout.Factors) factor.Family.FromCoordinates(factor.OfCoordinates(coordinates), factor.OfParameters(parameters));
    }

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters)
    {
        Jet sum = 0;
        foreach (Factor factor in _layout.Factors) sum += factor.Family.LogPartition(factor.OfCoordinates(naturalParameters));
        return sum;
    }

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters)
    {
        foreach (Factor factor in _layout.Factors) factor.Family.NaturalParameters(factor.OfCoordinates(coordinates), factor.OfCoordinates(naturalParameters));
    }

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters)
    {
        foreach (Factor factor in _layout.Factors) factor.Family.ToNatural(factor.OfParameters(parameters), factor.OfCoordinates(naturalParameters));
    }

    /// <inheritdoc/>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters)
    {
        foreach (Factor factor in _layout.Factors) factor.Family.FromNatural(factor.OfCoordinates(naturalParameters), factor.OfParameters(parameters));
    }

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters)
    {
        foreach (Factor factor in _layout.Factors)
        {
            if (!factor.Family.ContainsNatural(factor.OfCoordinates(naturalParameters))) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic)
    {
        foreach (Factor factor in _layout.Factors) factor.Family.SufficientStatistic(factor.OfOutcome(outcome), factor.OfCoordinates(statistic));
    }

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome)
    {
        double sum = 0;
        foreach (Factor factor in _layout.Factors) sum += factor.Family.LogBaseMeasure(factor.OfOutcome(outcome));
        return sum;
    }

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters)
    {
        double sum = 0;
        foreach (Factor factor in _layout.Factors) sum += factor.Family.ExpectedLogBaseMeasure(factor.OfParameters(parameters));
        return sum;
    }

    /// <inheritdoc/>
    public override double LogPartition(ReadOnlySpan<double> naturalParameters)
    {
        double sum = 0;
        foreach (Factor factor in _layout.Factors) sum += factor.Family.LogPartition(factor.OfCoordinates(naturalParameters));
        return sum;
    }

    /// <inheritdoc/>
    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        foreach (Factor factor in _layout.Factors) factor.Family.Mean(factor.OfCoordinates(naturalParameters), factor.OfCoordinates(mean));
    }

    /// <inheritdoc/>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean)
    {
        foreach (Factor factor in _layout.Factors) factor.Family.ToMean(factor.OfParameters(parameters), factor.OfCoordinates(mean));
    }

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        foreach (Factor factor in _layout.Factors) factor.Family.FromMean(factor.OfCoordinates(mean), factor.OfParameters(parameters));
    }

    /// <inheritdoc/>
    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance)
    {
        FactorMatrices.Clear(covariance);
        foreach (Factor factor in _layout.Factors)
        {
            double[] own = factor.OfCoordinates(naturalParameters).ToArray();
            FactorMatrices.Block(covariance, factor.CoordinateStart, factor.Family.Dimension, block => factor.Family.Covariance(own, block));
        }
    }

    /// <inheritdoc/>
    public override void ThirdCumulant(ReadOnlySpan<double> naturalParameters, Span<double> third)
    {
        third.Clear();
        foreach (Factor factor in _layout.Factors)
        {
            int order = factor.Family.Dimension;
            double[] block = new double[order * order * order];
            factor.Family.ThirdCumulant(factor.OfCoordinates(naturalParameters), block);
            FactorMatrices.Block(third, Dimension, 3, factor.CoordinateStart, order, block);
        }
    }

    /// <inheritdoc/>
    public override double DualPotential(ReadOnlySpan<double> parameters)
    {
        double sum = 0;
        foreach (Factor factor in _layout.Factors) sum += factor.Family.DualPotential(factor.OfParameters(parameters));
        return sum;
    }

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        double sum = 0;
        foreach (Factor factor in _layout.Factors) sum += factor.Family.LogDensity(factor.OfParameters(parameters), factor.OfOutcome(outcome));
        return sum;
    }

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        FactorMatrices.Clear(metric);
        foreach (Factor factor in _layout.Factors)
        {
            double[] own = factor.OfParameters(parameters).ToArray();
            FactorMatrices.Block(metric, factor.CoordinateStart, factor.Family.Dimension, block => factor.Family.Metric(own, block));
        }
    }

    /// <inheritdoc/>
    public override double Entropy(ReadOnlySpan<double> parameters)
    {
        double sum = 0;
        foreach (Factor factor in _layout.Factors) sum += factor.Family.Entropy(factor.OfParameters(parameters));
        return sum;
    }

    /// <summary>The sum of the factors' divergences.</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double sum = 0;
        foreach (Factor factor in _layout.Factors)
        {
            if (factor.Family.KullbackLeibler(factor.OfParameters(parameters), factor.OfParameters(reference)) is not { } divergence) return null;
            sum += divergence;
        }

        return sum;
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome)
    {
        foreach (Factor factor in _layout.Factors) factor.Family.Sample(factor.OfParameters(parameters), ref random, factor.OfOutcome(outcome));
    }

    /// <inheritdoc/>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        double[] parameters = new double[ParameterLength];
        foreach (Factor factor in _layout.Factors)
            factor.Family.MaximumLikelihood(outcomes.ColumnRange(factor.OutcomeStart, factor.Family.OutcomeWidth)).CopyTo(factor.OfParameters(parameters.AsSpan()));
        return parameters;
    }

    /// <inheritdoc/>
    public override bool Equals(DistributionFamily? other) => other is ExponentialProductFamily product && product._layout.HasSameFactors(_layout);
}
