using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Charts;

/// <summary>Inverse normal distributions of mean μ and shape λ by (2/√μ, 1/√λ): the half of a hyperbolic plane where the first is positive.</summary>
internal sealed class InverseNormalChart() : GeodesicChart(new HyperbolicPlane(1, 2))
{
    /// <inheritdoc/>
    public override void ToSpace(ReadOnlySpan<double> parameters, Span<double> point)
    {
        point[0] = 2 / Math.Sqrt(parameters[0]);
        point[1] = 1 / Math.Sqrt(parameters[1]);
    }

    /// <inheritdoc/>
    public override void FromSpace(ReadOnlySpan<double> point, Span<double> parameters)
    {
        if (!(point[0] > 0)) throw new NumericalException("The geodesic leaves the family: its mean grows beyond all bounds.");
        parameters[0] = 2 / point[0] * (2 / point[0]);
        parameters[1] = 1 / point[1] / point[1];
    }

    /// <inheritdoc/>
    public override void ToSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> coordinates, Span<double> velocity)
    {
        velocity[0] = -coordinates[0] * point[0] * point[0] * point[0] / 8;
        velocity[1] = -coordinates[1] * point[1] * point[1] * point[1] / 2;
    }

    /// <inheritdoc/>
    public override void FromSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, Span<double> coordinates)
    {
        coordinates[0] = -8 * velocity[0] / point[0] / point[0] / point[0];
        coordinates[1] = -2 * velocity[1] / point[1] / point[1] / point[1];
    }
}
