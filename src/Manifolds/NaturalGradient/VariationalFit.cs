using System.Numerics.Tensors;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Quadrature;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.NaturalGradient;

/// <summary>
/// KL(p_θ ‖ p) but for a constant, where p ∝ π(y) exp(−U(y)) need not be normalised: L(θ) = E_θ[U] + θ·η − F(θ), in the natural chart.
/// Its gradient is ∇E[U] + ∇²F θ, so the natural one is θ + ∂E[U]/∂η: a step of one replaces θ by −∂E[U]/∂η, which is the answer at once
/// where U is linear in t. Source: [KhanRue23], 1.3 and 3.
/// </summary>
public sealed class VariationalFit : Objective
{
    private readonly ExponentialFamily _family;
    private readonly ScalarField _energy;

    /// <summary>A fit to an energy U, given by E_θ[U] as a function of θ.</summary>
    public VariationalFit(ExponentialFamily family, ScalarField expectedEnergy)
        : base(family.Manifold(Chart.Natural))
    {
        _family = family;
        _energy = expectedEnergy;
    }

    /// <summary>A fit of a normal distribution, with E[U] by Gauss–Hermite quadrature of U at m + σz.</summary>
    /// <param name="energy">U(y) = −log p(y) but for a constant.</param>
    /// <param name="nodes">The nodes of the quadrature, exact for polynomials of twice their number less one.</param>
    public static VariationalFit OfNormal(Func<Jet, Jet> energy, int nodes = 40)
    {
        GaussHermite rule = new(nodes);
        return new VariationalFit(new ExponentialFamilies.Continuous.Normal(), natural =>
        {
            Jet variance = -0.5 / natural[1], mean = natural[0] * variance, deviation = Jet.Sqrt(variance), sum = 0;
            for (int node = 0; node < nodes; node++) sum += rule.Weights.Span[node] * energy(mean + (rule.Nodes.Span[node] * deviation));
            return sum;
        });
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> point)
    {
        double[] mean = new double[point.Length];
        _family.Mean(point, mean);
        return ForwardMode.Value(_energy, point) + TensorPrimitives.Dot<double>(point, mean) - _family.LogPartition(point);
    }

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<double> point, Span<double> gradient)
    {
        int d = point.Length;
        double[] bent = new double[d];
        Matrix<double> covariance = new(d, d);
        _family.Covariance(point, covariance);
        Contraction.Apply(covariance, point, bent);
        ForwardMode.Gradient(_energy, point, gradient);
        TensorPrimitives.Add(gradient, bent, gradient);
    }
}
