using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Charts;

/// <summary>Independent normal outcomes, all means before all deviations, as a product of half-planes.</summary>
internal sealed class PairedChart(int order) : GeodesicChart(new ProductSpace([.. Enumerable.Repeat<GeodesicSpace>(new HyperbolicPlane(1, 2), order)]))
{
    /// <inheritdoc/>
    public override void ToSpace(ReadOnlySpan<double> parameters, Span<double> point)
    {
        for (int i = 0; i < order; i++) (point[2 * i], point[(2 * i) + 1]) = (parameters[i], parameters[order + i]);
    }

    /// <inheritdoc/>
    public override void FromSpace(ReadOnlySpan<double> point, Span<double> parameters)
    {
        for (int i = 0; i < order; i++) (parameters[i], parameters[order + i]) = (point[2 * i], point[(2 * i) + 1]);
    }

    /// <inheritdoc/>
    public override void ToSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> coordinates, Span<double> velocity) => ToSpace(coordinates, velocity);

    /// <inheritdoc/>
    public override void FromSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, Span<double> coordinates) => FromSpace(velocity, coordinates);
}
