using System.Collections.Immutable;
using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.ExponentialFamilies.Directional;

/// <summary>
/// Von Mises–Fisher distributions of one known concentration κ, by mean direction μ: not an exponential family but the sphere ‖θ‖ = κ
/// within one. The metric is that of a sphere of radius √(κA(κ)), so distances are √(κA) times angles, and C = 0 by symmetry. The
/// usual chart is the stereographic one u = μ₁…μ_{p−1}/(1 + μ_p), which lacks the pole −e_p alone.
/// </summary>
public sealed class FixedConcentrationVonMisesFisher : DistributionFamily
{
    private readonly double _concentration, _ratio, _logNormaliser, _entropy;

    private readonly int _size;

    /// <summary>The family on the unit sphere of two or more dimensions, of a concentration κ > 0.</summary>
    public FixedConcentrationVonMisesFisher(int dimension, double concentration)
        : base("vonmisesfisher", [new("direction", ParameterDomain.Direction, 1, AtLeastTwo(dimension))], [.. Vectors.Names("stereographic", dimension - 1)])
    {
        if (!(concentration > 0 && double.IsFinite(concentration))) throw new ArgumentOutOfRangeException(nameof(concentration), concentration, "A concentration is positive and finite.");
        double order = (0.5 * dimension) - 1;
        (_size, _concentration) = (dimension, concentration);
        _ratio = NormalisedBessel.Ratio(order, concentration);
        _logNormaliser = Directional.Concentration.LogArea(dimension) + NormalisedBessel.LogRemainder(order, concentration);
        _entropy = Directional.Concentration.Entropy(dimension, concentration);
        Outcomes = Sphere.Space(dimension);
        UsualManifold = new FieldManifold(CoordinateNames, point => TensorPrimitives.IsFiniteAll(point.Span), MetricField, (_, cubic) => cubic.Fill(0));
    }

    /// <summary>κ.</summary>
    public double Concentration => _concentration;

    /// <summary>√(κA(κ)): distances are this times the angle between mean directions.</summary>
    public double Radius => Math.Sqrt(_concentration * _ratio);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixedParameters => [FormattableString.Invariant($"concentration={_concentration:R}")];

    /// <inheritdoc/>
    public override int OutcomeWidth => _size;

    /// <inheritdoc/>
    public override OutcomeSpace Outcomes { get; }

    /// <inheritdoc/>
    public override StatisticalManifold UsualManifold { get; }

    /// <summary>Infinite at the pole −e_p.</summary>
    public override void ToCoordinates(ReadOnlySpan<double> parameters, Span<double> coordinates) =>
        TensorPrimitives.Divide(parameters[..Dimension], 1 + parameters[Dimension], coordinates);

    /// <inheritdoc/>
    public override void FromCoordinates(ReadOnlySpan<double> coordinates, Span<double> parameters)
    {
        double square = TensorPrimitives.SumOfSquares(coordinates);
        TensorPrimitives.Multiply(coordinates, 2 / (1 + square), parameters);
        parameters[Dimension] = (1 - square) / (1 + square);
    }

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> parameters, ReadOnlySpan<double> outcome)
    {
        if (!Outcomes.Contains(outcome)) return double.NegativeInfinity;
        double distance = TensorPrimitives.Distance(outcome, parameters);
        return (-0.5 * _concentration * distance * distance) - _logNormaliser;
    }

    /// <summary>4κA/(1 + ‖u‖²)² times the identity.</summary>
    public override void Metric(ReadOnlySpan<double> parameters, MatrixView<double> metric)
    {
        // 2/(1 + ‖u‖²) = 1 + μ_p
        double scale = Radius * (1 + parameters[Dimension]);
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j < Dimension; j++) metric[i, j] = i == j ? scale * scale : 0;
        }
    }

    /// <inheritdoc/>
    public override double Entropy(ReadOnlySpan<double> parameters) => _entropy;

    /// <summary>½κA‖μ − μ′‖².</summary>
    public override double? KullbackLeibler(ReadOnlySpan<double> parameters, ReadOnlySpan<double> reference)
    {
        double distance = TensorPrimitives.Distance(parameters, reference);
        return 0.5 * _concentration * _ratio * distance * distance;
    }

    /// <summary>√(κA) times the angle between the mean directions, as 2 asin(½‖μ − μ′‖) or from the antipode.</summary>
    public double Distance(ReadOnlySpan<double> parameters, ReadOnlySpan<double> other)
    {
        double[] sum = new double[_size];
        TensorPrimitives.Add(parameters, other, sum);
        return Radius * 2 * Math.Atan2(TensorPrimitives.Distance(parameters, other), TensorPrimitives.Norm<double>(sum));
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, ref RandomSequence random, Span<double> outcome) => Sphere.Sample(parameters, _concentration, ref random, outcome);

    /// <summary>The direction of the outcomes' sum.</summary>
    public override double[] MaximumLikelihood(ReadOnlyMatrixView<double> outcomes)
    {
        double[] direction = new double[_size];
        for (int row = 0; row < outcomes.Rows; row++) TensorPrimitives.Add(direction, outcomes.Row(row), direction);
        double length = TensorPrimitives.Norm<double>(direction);
        if (!(length > 0)) throw new NumericalException("The outcomes balance: every mean direction is as likely.");
        TensorPrimitives.Divide(direction, length, direction);
        return direction;
    }

    private static int AtLeastTwo(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 2);
        return dimension;
    }

    private void MetricField(ReadOnlySpan<Jet> coordinates, Span<Jet> metric)
    {
        Jet sum = 1;
        foreach (Jet coordinate in coordinates) sum += coordinate * coordinate;
        Jet scale = 4 * _concentration * _ratio / (sum * sum);
        metric.Fill(0);
        for (int i = 0; i < Dimension; i++) metric[(i * Dimension) + i] = scale;
    }
}
