using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Geometry.Charts;

/// <summary>An exponential family in its usual chart: the natural one seen through <see cref="RegularFamily.NaturalParameters"/>, with the metric that the family gives in closed form.</summary>
public sealed class UsualManifold : MappedManifold
{
    internal UsualManifold(RegularFamily family)
        : base(new NaturalManifold(family), family.CoordinateNames, family.NaturalParameters) => Family = family;

    /// <summary>The family.</summary>
    public RegularFamily Family { get; }

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point) => Family.Contains(Parameters(point));

    /// <inheritdoc/>
    public override void ToAmbient(ReadOnlySpan<double> point, Span<double> image) => Family.ToNatural(Parameters(point), image);

    /// <inheritdoc/>
    public override void Metric(ReadOnlySpan<double> point, MatrixView<double> metric) => Family.Metric(Parameters(point), metric);

    private double[] Parameters(ReadOnlySpan<double> point)
    {
        double[] parameters = new double[Family.ParameterLength];
        Family.FromCoordinates(point, parameters);
        return parameters;
    }
}
