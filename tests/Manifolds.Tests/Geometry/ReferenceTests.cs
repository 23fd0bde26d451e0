using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Tests.Oracles;

namespace Neuromanifold.Manifolds.Tests.Geometry;

/// <summary>Geometry against values computed elsewhere.</summary>
public sealed class ReferenceTests
{
    private const string File = "geometry.json";

    private static readonly Chart[] s_charts = [Chart.Usual, Chart.Natural, Chart.Expectation];

    [Fact]
    public void Christoffel_symbols_are_those_of_the_half_plane()
    {
        foreach (ReferenceValue known in ReferenceValue.Of(File, "christoffel"))
        {
            StatisticalManifold manifold = GeometryCase.Named(known.Family).UsualManifold;
            double[] symbols = new double[8];
            manifold.Connection(0).SecondKind(known.Parameters, symbols);
            Assert.Equal(known.Value, symbols[(((known.Index[0] * 2) + known.Index[1]) * 2) + known.Index[2]], 1e-14);
        }
    }

    [Fact]
    public void Cubic_tensor_of_the_normal()
    {
        foreach (ReferenceValue known in ReferenceValue.Of(File, "cubic"))
        {
            StatisticalManifold manifold = GeometryCase.Named(known.Family).UsualManifold;
            double[] cubic = new double[8];
            manifold.CubicTensor(known.Parameters, cubic);
            Assert.Equal(known.Value, cubic[(((known.Index[0] * 2) + known.Index[1]) * 2) + known.Index[2]], 1e-13);
        }
    }

    [Fact]
    public void Curvature_of_surfaces_in_every_chart()
    {
        foreach (ReferenceValue known in ReferenceValue.Of(File, "curvature"))
        {
            ExponentialFamily family = GeometryCase.Named(known.Family);
            foreach (Chart chart in s_charts)
            {
                StatisticalManifold manifold = family.Manifold(chart);
                double[] point = GeometryCase.Coordinates(family.At(known.Parameters), chart);
                Assert.Equal(known.Value, manifold.SectionalCurvature(point, [1, 0], [0, 1]), 2e-12);
                Assert.Equal(2 * known.Value, manifold.ScalarCurvature(point), 4e-12);
            }
        }
    }

    [Fact]
    public void Curvature_of_alpha_connections()
    {
        foreach (ReferenceValue known in ReferenceValue.Of(File, "alpha-curvature"))
        {
            StatisticalManifold manifold = GeometryCase.Named(known.Family).UsualManifold;
            double[] curvature = new double[16];
            manifold.Connection(known.Alpha).Curvature(known.Parameters, curvature);
            double volume = manifold.VolumeElement(known.Parameters);
            Assert.Equal(known.Value, curvature[5] / (volume * volume), 1e-13);
        }
    }

    [Fact]
    public void Geodesics_reach_where_they_should_from_known_velocities()
    {
        foreach (ReferenceValue known in ReferenceValue.Of(File, "logarithm"))
        {
            double tolerance = known.Family == "beta" ? 1e-12 : 1e-13;
            GeodesicFlow flow = new(GeometryCase.Named(known.Family).UsualManifold.Connection(0));
            Close.To(known.Other, flow.Shoot(known.Parameters, known.Values).Point.AsSpan(), tolerance, known.ToString());
        }
    }

    [Fact]
    public void Midpoint_of_two_normals()
    {
        ReferenceValue known = Assert.Single(ReferenceValue.Of(File, "midpoint"));
        ReferenceValue velocity = ReferenceValue.Of(File, "logarithm").Single(one => one.Family == known.Family);
        GeodesicFlow flow = new(GeometryCase.Named(known.Family).UsualManifold.Connection(0));
        Close.To(known.Values, flow.Shoot(known.Parameters, velocity.Values, 0.5).Point.AsSpan(), 1e-13, known.ToString());
    }

    [Theory]
    [InlineData("e-midpoint", FlatConnection.Exponential)]
    [InlineData("m-midpoint", FlatConnection.Mixture)]
    public void Midpoints_of_the_flat_connections(string quantity, FlatConnection connection)
    {
        ReferenceValue known = Assert.Single(ReferenceValue.Of(File, quantity));
        ExponentialFamily family = GeometryCase.Named(known.Family);
        Close.To(known.Values, new FlatGeodesics(family, connection).Between(family.At(known.Parameters), family.At(known.Other), 0.5).Parameters.AsSpan(), 1e-14, quantity);
    }
}
