using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry.Geodesics.Spaces;

namespace Neuromanifold.Manifolds.Geometry.Geodesics.Charts;

/// <summary>Products of families, their parameters, coordinates and spaces one after the other.</summary>
internal sealed class ProductChart : GeodesicChart
{
    private readonly ImmutableArray<(DistributionFamily Family, GeodesicChart Chart)> _parts;

    /// <summary>The chart of some factors.</summary>
    public ProductChart(IEnumerable<DistributionFamily> factors)
        : this([.. factors.Select(factor => (factor, GeodesicCharts.Of(factor)))])
    {
    }

    private ProductChart(ImmutableArray<(DistributionFamily Family, GeodesicChart Chart)> parts)
        : base(new ProductSpace([.. parts.Select(part => part.Chart.Space)])) => _parts = parts;

    /// <inheritdoc/>
    public override void ToSpace(ReadOnlySpan<double> parameters, Span<double> point)
    {
        foreach ((DistributionFamily family, GeodesicChart chart) in _parts)
        {
            chart.ToSpace(parameters[..family.ParameterLength], point[..chart.Space.PointLength]);
            parameters = parameters[family.ParameterLength..];
            point = point[chart.Space.PointLength..];
        }
    }

    /// <inheritdoc/>
    public override void FromSpace(ReadOnlySpan<double> point, Span<double> parameters)
    {
        foreach ((DistributionFamily family, GeodesicChart chart) in _parts)
        {
            chart.FromSpace(point[..chart.Space.PointLength], parameters[..family.ParameterLength]);
            parameters = parameters[family.ParameterLength..];
            point = point[chart.Space.PointLength..];
        }
    }

    /// <inheritdoc/>
    public override void ToSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> coordinates, Span<double> velocity)
    {
        foreach ((DistributionFamily factor, GeodesicChart chart) in _parts)
        {
            int length = chart.Space.PointLength;
            chart.ToSpaceVelocity(factor, point[..length], coordinates[..factor.Dimension], velocity[..length]);
            point = point[length..];
            velocity = velocity[length..];
            coordinates = coordinates[factor.Dimension..];
        }
    }

    /// <inheritdoc/>
    public override void FromSpaceVelocity(DistributionFamily family, ReadOnlySpan<double> point, ReadOnlySpan<double> velocity, Span<double> coordinates)
    {
        foreach ((DistributionFamily factor, GeodesicChart chart) in _parts)
        {
            int length = chart.Space.PointLength;
            chart.FromSpaceVelocity(factor, point[..length], velocity[..length], coordinates[..factor.Dimension]);
            point = point[length..];
            velocity = velocity[length..];
            coordinates = coordinates[factor.Dimension..];
        }
    }
}
