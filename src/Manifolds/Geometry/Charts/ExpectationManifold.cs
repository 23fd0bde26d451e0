using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Charts;

/// <summary>
/// An exponential family in its expectation chart η = ∇F(θ): ∂θ/∂η = g⁻¹ and ∂²θⁱ/∂η_a∂η_b = −C^iab, all indices raised. The metric is
/// g⁻¹ = ∇²F*. A point's θ comes from <see cref="ExponentialFamily.FromMean"/>.
/// </summary>
internal sealed class ExpectationManifold : PulledBackManifold
{
    internal ExpectationManifold(ExponentialFamily family)
        : base(new NaturalManifold(family), [.. family.StatisticNames.Select((_, place) => FormattableString.Invariant($"η{place + 1}"))]) => Family = family;

    /// <summary>The family.</summary>
    public ExponentialFamily Family { get; }

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point)
    {
        double[] parameters = new double[Family.ParameterLength];
        try
        {
            Family.FromMean(point, parameters);
        }
        catch (NumericalException)
        {
            return false;
        }

        return Family.Contains(parameters);
    }

    /// <inheritdoc/>
    public override void ToAmbient(ReadOnlySpan<double> point, Span<double> image)
    {
        double[] parameters = new double[Family.ParameterLength];
        Family.FromMean(point, parameters);
        Family.ToNatural(parameters, image);
    }

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> point, MatrixView<double> metric) => Jacobian(point, metric);

    /// <inheritdoc/>
    public override void Jacobian(ReadOnlySpan<double> point, MatrixView<double> jacobian)
    {
        double[] natural = new double[Dimension];
        ToAmbient(point, natural);
        Ambient.InverseMetric(natural, jacobian);
    }

    /// <summary>∂g* = ∇³F* = −C with raised indices.</summary>
    public override void MetricDerivatives(ReadOnlySpan<double> point, Span<double> derivatives) => SecondDerivatives(point, derivatives);

    /// <inheritdoc/>
    public override void SecondDerivatives(ReadOnlySpan<double> point, Span<double> second)
    {
        CubicTensor(point, second);
        foreach (ref double value in second) value = -value;
    }
}
