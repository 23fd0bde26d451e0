using System.Numerics.Tensors;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>
/// Maximum likelihood from a stream of outcomes: x ← x + g⁻¹ ∂ log p(y)/∂x / (n + c), each outcome seen once. Its variance reaches the
/// Cramér–Rao bound g⁻¹/n as n grows; in the expectation chart it is the mean of the statistics. Source: [Amari98], 4.
/// </summary>
public sealed class OnlineNaturalGradient
{
    private const int MostHalvings = 60;

    private readonly NaturalManifold _natural;
    private readonly PulledBackManifold? _chart;
    private readonly double _weight;
    private readonly double[] _point, _next;

    /// <summary>An estimate that starts somewhere.</summary>
    /// <param name="manifold">An exponential family in its natural chart, or a chart or submanifold that leads into that one.</param>
    /// <param name="start">The first estimate.</param>
    /// <param name="weight">c, the outcomes that the start is worth.</param>
    /// <exception cref="InvalidInputException">The start lies outside the chart.</exception>
    public OnlineNaturalGradient(StatisticalManifold manifold, ReadOnlySpan<double> start, double weight = 1)
    {
        if (!(weight >= 0 && double.IsFinite(weight))) throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight must not be negative.");
        Points.Require(manifold, start);
        Manifold = manifold;
        _chart = manifold as PulledBackManifold;
        _natural = (_chart?.Ambient ?? manifold) as NaturalManifold ?? throw new ArgumentException("The manifold must be the natural chart of an exponential family or lead into it.", nameof(manifold));
        _weight = weight;
        _point = start.ToArray();
        _next = new double[start.Length];
    }

    /// <summary>The chart of the estimate.</summary>
    public StatisticalManifold Manifold { get; }

    /// <summary>The estimate.</summary>
    public ReadOnlySpan<double> Point => _point;

    /// <summary>n, the outcomes seen.</summary>
    public long Count { get; private set; }

    /// <summary>The steps that had to be shortened to stay in the chart: a sign that the start is worth more than was said.</summary>
    public long Shortened { get; private set; }

    /// <summary>Takes an outcome in.</summary>
    /// <exception cref="InvalidInputException">The outcome is not possible.</exception>
    public void Observe(ReadOnlySpan<double> outcome)
    {
        ExponentialFamily family = _natural.Family;
        if (!family.Outcomes.Contains(outcome)) throw new InvalidInputException($"An outcome of {family}", $"({string.Join(", ", outcome.ToArray())})", family.Outcomes.Description);
        int d = _point.Length, n = _natural.Dimension;
        double[] natural = new double[n], statistic = new double[n], score = new double[n], step = new double[d];
        if (_chart is null) _point.CopyTo(natural, 0);
        else _chart.ToAmbient(_point, natural);
        family.SufficientStatistic(outcome, statistic);
        family.Mean(natural, score);
        TensorPrimitives.Subtract(statistic, score, score);
        if (_chart is null)
        {
            score.CopyTo(step, 0);
        }
        else
        {
            Matrix<double> jacobian = new(n, d);
            _chart.Jacobian(_point, jacobian);
            Products.MultiplyTransposedLeft<double>(jacobian, new ReadOnlyMatrixView<double>(score, n, 1), new MatrixView<double>(step, d, 1));
        }

        Matrix<double> factor = new(d, d);
        Manifold.FactorMetric(_point, factor);
        Cholesky.Solve<double>(factor, new MatrixView<double>(step, d, 1));
        Count++;
        Move(step, 1 / (Count + _weight));
    }

    private void Move(double[] step, double rate)
    {
        for (int halving = 0; halving <= MostHalvings; halving++, rate /= 2)
        {
            TensorPrimitives.MultiplyAdd(step, rate, _point, _next);
            if (!Manifold.Contains(_next)) continue;
            _next.CopyTo(_point, 0);
            if (halving > 0) Shortened++;
            return;
        }

        throw new NumericalException($"No step from {Points.Describe(Manifold, _point)} along the natural gradient stays in the chart.");
    }
}
