using System.Numerics.Tensors;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Directional;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Charts;

/// <summary>Von Mises–Fisher distributions of known concentration: directions, whose usual coordinates are stereographic, u = μ/(1 + μ_p).</summary>
internal sealed class DirectionChart(FixedConcentrationVonMisesFisher family) : GeodesicChart(new Spaces.Sphere(family.ParameterLength, family.Radius))
{
    /// <inheritdoc/>
    public override void FromSpace(ReadOnlySpan<double> point, Span<double> parameters)
    {
        // Rounding leaves the sphere by less than the family forgives.
        TensorPrimitives.Divide(point, TensorPrimitives.Norm(point), parameters);
    }

    /// <summary>μ′ = (1 + μ_p)u′ − μ(μ·u′) for all but the last, which changes by −(1 + μ_p)(μ·u′).</summary>
    public override void ToSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> coordinates, Span<double> velocity)
    {
        // 1 + ‖u‖² = 2/(1 + μ_p)
        int last = coordinates.Length;
        double scale = 1 + point[last], product = TensorPrimitives.Dot(point[..last], coordinates);
        for (int place = 0; place < last; place++) velocity[place] = (scale * coordinates[place]) - (point[place] * product);
        velocity[last] = -scale * product;
    }

    /// <inheritdoc/>
    public override void FromSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, Span<double> coordinates)
    {
        int last = coordinates.Length;
        double scale = 1 + point[last];
        for (int place = 0; place < last; place++) coordinates[place] = (velocity[place] - (point[place] / scale * velocity[last])) / scale;
    }
}
