using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Charts;

/// <summary>An exponential family in its usual chart: the natural one seen through <see cref="ExponentialFamily.NaturalParameters"/>, with the tensors that the family gives in closed form.</summary>
public sealed class UsualManifold : MappedManifold
{
    private readonly FieldManifold? _closed;

    internal UsualManifold(ExponentialFamily family)
        : base(new NaturalManifold(family), family.CoordinateNames, family.NaturalParameters)
    {
        Family = family;
        _closed = family.ClosedGeometry;
    }

    /// <summary>The family.</summary>
    public ExponentialFamily Family { get; }

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point) => Family.Contains(Parameters(point));

    /// <inheritdoc/>
    public override void ToAmbient(ReadOnlySpan<double> point, Span<double> image) => Family.ToNatural(Parameters(point), image);

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> point, MatrixView<double> metric) => Family.Metric(Parameters(point), metric);

    /// <inheritdoc/>
    public override void MetricDerivatives(ReadOnlySpan<double> point, Span<double> derivatives)
    {
        if (_closed is null) base.MetricDerivatives(point, derivatives);
        else _closed.MetricDerivatives(point, derivatives);
    }

    /// <inheritdoc/>
    public override void CubicTensor(ReadOnlySpan<double> point, Span<double> cubic)
    {
        if (_closed is null) base.CubicTensor(point, cubic);
        else _closed.CubicTensor(point, cubic);
    }

    /// <inheritdoc/>
    public override void CubicDerivatives(ReadOnlySpan<double> point, Span<double> derivatives)
    {
        if (_closed is null) base.CubicDerivatives(point, derivatives);
        else _closed.CubicDerivatives(point, derivatives);
    }

    /// <inheritdoc/>
    public override void Curvature(ReadOnlySpan<double> point, Span<double> curvature)
    {
        if (_closed is null) base.Curvature(point, curvature);
        else _closed.Curvature(point, curvature);
    }

    private double[] Parameters(ReadOnlySpan<double> point)
    {
        double[] parameters = new double[Family.ParameterLength];
        Family.FromCoordinates(point, parameters);
        return parameters;
    }
}
