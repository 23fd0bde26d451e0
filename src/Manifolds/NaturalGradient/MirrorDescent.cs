using System.Numerics.Tensors;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>
/// Mirror descent with the log-partition as its potential: θ ← (∇F)⁻¹(∇F(θ) − γ ∂L/∂θ), which is arg min γ ∇L·θ′ + B_F(θ′ : θ). It is the
/// step of the natural gradient in the expectation chart, for ∂L/∂θ = g ∂L/∂η and g is the inverse of the metric there.
/// Source: [RaskuttiMukherjee15].
/// </summary>
public sealed class MirrorDescent
{
    private readonly Objective _objective;
    private readonly ExponentialFamily _family;
    private readonly double _rate;

    /// <summary>Steps on a function in the natural chart of an exponential family.</summary>
    /// <exception cref="ArgumentException">The function takes other coordinates, or the rate is not positive.</exception>
    public MirrorDescent(Objective objective, double rate)
    {
        if (objective.Manifold is not NaturalManifold natural) throw new ArgumentException("Mirror descent takes a function in the natural chart of an exponential family.", nameof(objective));
        if (!(rate > 0 && double.IsFinite(rate))) throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate must be positive.");
        _objective = objective;
        _family = natural.Family;
        _rate = rate;
    }

    /// <summary>One step in θ.</summary>
    /// <exception cref="NumericalException">No distribution of the family has the mean it leads to.</exception>
    public void Step(ReadOnlySpan<double> point, Span<double> next)
    {
        double[] gradient = new double[point.Length], mean = new double[point.Length], parameters = new double[_family.ParameterLength];
        Points.RequireLength(_objective.Manifold, point, nameof(point));
        _objective.Gradient(point, gradient);
        _family.Mean(point, mean);
        TensorPrimitives.MultiplyAdd(gradient, -_rate, mean, mean);
        _family.FromMean(mean, parameters);
        _family.ToNatural(parameters, next);
    }
}
