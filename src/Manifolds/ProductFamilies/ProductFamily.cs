using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Factor = Neuromanifold.Manifolds.ProductFamilies.FactorLayout<Neuromanifold.Manifolds.Distributions.DistributionFamily>.Factor;

namespace Neuromanifold.Manifolds.ProductFamilies;

/// <summary>
/// Independent outcomes of several families, side by side: parameters, coordinates and outcomes are those of the factors one after
/// the other, densities multiply, entropies and divergences add. Of exponential families only, <see cref="ExponentialProductFamily"/>
/// is an exponential family itself.
/// </summary>
public sealed class ProductFamily : DistributionFamily
{
    private readonly FactorLayout<DistributionFamily> _layout;

    /// <summary>The product of one family or more.</summary>
    public ProductFamily(params ImmutableArray<DistributionFamily> factors)
        : base("product", FactorLayout<DistributionFamily>.Parameters(factors), FactorLayout<DistributionFamily>.Coordinates(factors))
    {
        _layout = new(factors);
        Factors = factors;
    }

    /// <summary>The factors, in the order of parameters and outcomes.</summary>
    public ImmutableArray<DistributionFamily> Factors { get; }

    /// <inheritdoc/>
    public override ImmutableArray<string> FixedParameters => _layout.FixedParameters;

    /// <inheritdoc/>
    public override int OutcomeWidth => _layout.OutcomeWidth;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes => _layout.Outcomes;

    /// <inheritdoc/>
    public override StatisticalManifold UsualManifold => new ProductManifold(CoordinateNames, [.. Factors.Select(factor => factor.UsualManifold)]);

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

    /// <summary>The sum of the factors' divergences, or null where one of them has no closed form.</summary>
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
    public override bool Equals(DistributionFamily? other) => other is ProductFamily product && product._layout.HasSameFactors(_layout);
}
