using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Directional;

/// <summary>
/// Von Mises–Fisher distributions of a unit vector y in p ≥ 2 dimensions by mean direction μ and concentration κ: t = y, θ = κμ,
/// F = ln of the sphere's area + L(κ), η = A(κ)μ, A = I_{p/2}/I_{p/2−1}. The vector κμ is also the usual chart: angles would be
/// singular at poles. Densities are relative to the area of the sphere.
/// </summary>
public sealed class VonMisesFisher : ExponentialFamily
{
    private readonly double _order, _logArea;

    /// <summary>The family on the unit sphere of some dimensions, two or more.</summary>
    public VonMisesFisher(int dimension)
        : base(
            "vonmisesfisher",
            [new("direction", ParameterDomain.Direction, 1, AtLeastTwo(dimension)), new("concentration", ParameterDomain.Positive)],
            [.. Vectors.Names("concentrated", dimension)],
            [.. Vectors.Names("y", dimension)])
    {
        _order = (0.5 * dimension) - 1;
        _logArea = Concentration.LogArea(dimension);
        Outcomes = Sphere.Space(dimension);
    }

    /// <inheritdoc/>
    public override int OutcomeWidth => Dimension;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override void ToCoordinates(ReadOnlySpan<double> parameters, Span<double> coordinates) => ToNatural(parameters, coordinates);

    /// <inheritdoc/>
    public override void FromCoordinates(ReadOnlySpan<double> coordinates, Span<double> parameters) => FromNatural(coordinates, parameters);

    /// <inheritdoc/>
    public override Jet LogPartition(ReadOnlySpan<Jet> naturalParameters)
    {
        Jet square = 0;
        foreach (Jet component in naturalParameters) square += component * component;
        return _logArea + NormalisedBessel.LogOfRoot(_order, square);
    }

    /// <inheritdoc/>
    public override double LogPartition(ReadOnlySpan<double> naturalParameters) => _logArea + NormalisedBessel.Log(_order, TensorPrimitives.Norm(naturalParameters));

    /// <inheritdoc/>
    public override void NaturalParameters(ReadOnlySpan<Jet> coordinates, Span<Jet> naturalParameters) => coordinates.CopyTo(naturalParameters);

    /// <inheritdoc/>
    public override void ToNatural(ReadOnlySpan<double> parameters, Span<double> naturalParameters) =>
        TensorPrimitives.Multiply(parameters[..Dimension], parameters[Dimension], naturalParameters);

    /// <summary>At θ = 0, the uniform distribution, any direction is right: the first axis is given.</summary>
    public override void FromNatural(ReadOnlySpan<double> naturalParameters, Span<double> parameters) =>
        parameters[Dimension] = Normalise(naturalParameters, parameters);

    /// <inheritdoc/>
    public override bool ContainsNatural(ReadOnlySpan<double> naturalParameters) => TensorPrimitives.IsFiniteAll(naturalParameters);

    /// <inheritdoc/>
    public override void Mean(ReadOnlySpan<double> naturalParameters, Span<double> mean)
    {
        double[] parameters = new double[ParameterLength];
        FromNatural(naturalParameters, parameters);
        ToMean(parameters, mean);
    }

    /// <inheritdoc/>
    public override void ToMean(ReadOnlySpan<double> parameters, Span<double> mean) =>
        TensorPrimitives.Multiply(parameters[..Dimension], NormalisedBessel.Ratio(_order, parameters[Dimension]), mean);

    /// <inheritdoc/>
    public override void FromMean(ReadOnlySpan<double> mean, Span<double> parameters)
    {
        double length = Normalise(mean, parameters);
        if (!(length is > 0 and < 1)) throw new NumericalException($"The mean of a von Mises–Fisher distribution has a length between 0 and 1; found {length:R}. Outcomes that are all the same, or balance, have no likeliest distribution.");
        parameters[Dimension] = NormalisedBessel.InverseRatio(_order, length);
    }

    /// <summary>A/κ across μ, A′ along it.</summary>
    public override void Covariance(ReadOnlySpan<double> naturalParameters, MatrixView<double> covariance)
    {
        double[] direction = new double[Dimension];
        double concentration = Normalise(naturalParameters, direction);
        Spread(concentration, direction, covariance);
    }

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric) => Spread(parameters[Dimension], parameters[..Dimension], metric);

    /// <inheritdoc/>
    public override void SufficientStatistic(ReadOnlySpan<double> outcome, Span<double> statistic) => outcome.CopyTo(statistic);

    /// <inheritdoc/>
    public override double LogBaseMeasure(ReadOnlySpan<double> outcome) => 0;

    /// <inheritdoc/>
    public override double ExpectedLogBaseMeasure(ReadOnlySpan<double> parameters) => 0;

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;

        // κ(μ·y − 1) = −½κ‖y − μ‖², which keeps its digits near μ.
        double distance = TensorPrimitives.Distance(outcome, parameters[..Dimension]);
        return (-0.5 * parameters[Dimension] * distance * distance) - _logArea - NormalisedBessel.LogRemainder(_order, parameters[Dimension]);
    }

    /// <inheritdoc/>
    public override double Entropy(ReadOnlySpan<double> parameters) => Concentration.Entropy(Dimension, parameters[Dimension]);

    /// <summary>½κ′A(κ)‖μ − μ′‖² + L(κ′) − L(κ) − (κ′ − κ)A(κ).</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double distance = TensorPrimitives.Distance(parameters[..Dimension], reference[..Dimension]);
        return (0.5 * reference[Dimension] * NormalisedBessel.Ratio(_order, parameters[Dimension]) * distance * distance)
            + Concentration.Divergence(_order, parameters[Dimension], reference[Dimension]);
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) =>
        Sphere.Sample(parameters[..Dimension], parameters[Dimension], ref random, outcome);

    private static int AtLeastTwo(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 2);
        return dimension;
    }

    private double Normalise(ReadOnlySpan<double> vector, Span<double> direction)
    {
        double length = TensorPrimitives.Norm(vector);
        if (length > 0)
        {
            TensorPrimitives.Divide(vector, length, direction);
            return length;
        }

        direction[..Dimension].Clear();
        direction[0] = 1;
        return length;
    }

    private void Spread(double concentration, ReadOnlySpan<double> direction, MatrixView<double> covariance)
    {
        Span<double> derivatives = stackalloc double[3];
        NormalisedBessel.Derivatives(_order, concentration, derivatives);
        double across = concentration > 0 ? derivatives[1] / concentration : derivatives[2], along = derivatives[2];
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j < Dimension; j++) covariance[i, j] = (i == j ? across : 0) + ((along - across) * direction[i] * direction[j]);
        }
    }
}
