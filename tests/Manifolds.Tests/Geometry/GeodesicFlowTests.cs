using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.DifferentialEquations;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.Geometry;

public sealed class GeodesicFlowTests
{
    [Fact]
    public void The_same_geodesic_in_every_chart()
    {
        RandomSequence random = RandomStream.FromSeed(21).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution at = one.Random(ref random);
            int d = one.Family.Dimension;
            foreach (double alpha in new[] { 0, 1, -1, 0.5 })
            {
                double[] start = at.Coordinates(), velocity = Unit(one.Family.UsualManifold, start, ref random, 0.4);
                double[] end = [.. new GeodesicFlow(one.Family.UsualManifold.Connection(alpha)).Shoot(start, velocity).Point];
                Distribution reached = At(one, end);
                // In θ, the velocity is that of the e-geodesic; in η, that of the m-geodesic.
                foreach (Chart chart in new[] { Chart.Natural, Chart.Expectation })
                {
                    double[] moved = Tangent(at, velocity, chart);
                    GeodesicState other = new GeodesicFlow(one.Family.Manifold(chart).Connection(alpha)).Shoot(GeometryCase.Coordinates(at, chart), moved);
                    Close.To(GeometryCase.Coordinates(reached, chart), other.Point.AsSpan(), 1e-10, $"{at}, α = {alpha}, {chart}");
                }

                MappedManifold chart2 = GeometryCase.RandomChart(one.Family.UsualManifold, start, ref random, 0.02);
                Matrix<double> jacobian = new(d, d);
                double[] origin = new double[d], image = new double[d], u = Unit(chart2, origin, ref random, 0.4), pushed = new double[d];
                chart2.Jacobian(origin, jacobian);
                for (int i = 0; i < d; i++)
                {
                    for (int a = 0; a < d; a++) pushed[i] += jacobian[i, a] * u[a];
                }

                chart2.ToAmbient(new GeodesicFlow(chart2.Connection(alpha)).Shoot(origin, u).Point.AsSpan(), image);
                Close.To(new GeodesicFlow(one.Family.UsualManifold.Connection(alpha)).Shoot(start, pushed).Point.AsSpan(), image, 1e-10, $"{at}, α = {alpha}, a random chart");
            }
        }
    }

    [Fact]
    public void Geodesics_of_the_flat_connections_are_straight()
    {
        RandomSequence random = RandomStream.FromSeed(22).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution at = one.Random(ref random);
            double[] velocity = Unit(one.Family.UsualManifold, at.Coordinates(), ref random, 0.3);
            foreach ((FlatConnection flat, double alpha) in new[] { (FlatConnection.Exponential, 1.0), (FlatConnection.Mixture, -1.0) })
            {
                FlatGeodesics closed = new(one.Family, flat);
                Distribution end = closed.Exponential(at, velocity);
                Close.To(end.Coordinates(), new GeodesicFlow(one.Family.UsualManifold.Connection(alpha)).Shoot(at.Coordinates(), velocity).Point.AsSpan(), 1e-10, $"{at}, {flat}");
                Close.To(velocity, closed.Logarithm(at, end), 1e-9, $"logarithm at {at}, {flat}");
                Close.To(end.Coordinates(), closed.Between(at, end, 1).Coordinates(), 1e-12, $"{at}, {flat}");

                double[] vector = GeometryCase.Vector(one.Family.Dimension, ref random);
                (_, Matrix<double> carried) = new GeodesicFlow(one.Family.UsualManifold.Connection(alpha)).Transport(at.Coordinates(), velocity, new ReadOnlyMatrixView<double>(vector, 1, vector.Length));
                Close.To(closed.Transport(at, end, vector), carried.AsSpan(), 1e-9, $"transport from {at}, {flat}");
            }
        }
    }

    [Fact]
    public void Speed_is_constant_along_geodesics_of_Fisher_and_Rao()
    {
        RandomSequence random = RandomStream.FromSeed(23).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution at = one.Random(ref random);
            StatisticalManifold manifold = one.Family.UsualManifold;
            double[] velocity = Unit(manifold, at.Coordinates(), ref random, 0.5);
            foreach (GeodesicState state in new GeodesicFlow(manifold.Connection(0)).Trace(at.Coordinates(), velocity, 0.25, 0.5, 0.75, 1))
                Assert.Equal(0.5, manifold.Length(state.Point.AsSpan(), state.Velocity.AsSpan()), 1e-11);
        }
    }

    [Fact]
    public void Turning_back_leads_to_the_start()
    {
        StatisticalManifold manifold = GeometryCase.Named("gamma").UsualManifold;
        GeodesicFlow flow = new(manifold.Connection(0.3));
        GeodesicState there = flow.Shoot([2, 1], [1.5, -0.2]);
        GeodesicState back = flow.Shoot(there.Point.AsSpan(), there.Velocity.AsSpan(), -1);
        Close.To([2, 1], back.Point.AsSpan(), 1e-11, "gamma");
        Assert.InRange(there.Error, 0, 1e-11);
    }

    // ½ of the displacement's Euler term is the whole of it to second order, so a geodesic of length 1e-9 is straight to 1e-9 relative.
    [Fact]
    public void Short_geodesics_keep_their_digits()
    {
        StatisticalManifold manifold = GeometryCase.Named("normal").UsualManifold;
        GeodesicState state = new GeodesicFlow(manifold.Connection(0)).Shoot([0, 1], [1e-9, 0]);
        Assert.Equal(1, state.Point[0] / 1e-9, 1e-12);
    }

    [Fact]
    public void Units_do_not_matter()
    {
        StatisticalManifold manifold = GeometryCase.Named("normal").UsualManifold;
        GeodesicFlow flow = new(manifold.Connection(0));
        GeodesicState one = flow.Shoot([0.3, 1], [2, 1]), small = flow.Shoot([0.3e-8, 1e-8], [2e-8, 1e-8]), large = flow.Shoot([0.3e8, 1e8], [2e8, 1e8]);
        for (int place = 0; place < 2; place++)
        {
            Assert.Equal(1, 1e-8 * one.Point[place] / small.Point[place], 1e-11);
            Assert.Equal(1, 1e8 * one.Point[place] / large.Point[place], 1e-11);
        }
    }

    // Straight in η = (m, m² + σ²) with velocities (v, 2mv + 2σs): the variance 1 + 2st − v²t² ends where it is zero.
    [Fact]
    public void A_geodesic_that_leaves_the_manifold_says_where()
    {
        StatisticalManifold manifold = GeometryCase.Named("normal").UsualManifold;
        IncompletePathException end = Assert.Throws<IncompletePathException>(() => new GeodesicFlow(manifold.Connection(-1)).Shoot([0, 1], [1, -0.5]));
        double expected = (-1 + Math.Sqrt(5)) / 2;
        Assert.Equal(expected, end.Time, 1e-6);
        Assert.Equal(expected, end.Point[0], 1e-3);
        Assert.Contains("leaves", end.Message, StringComparison.Ordinal);
        Assert.Throws<Numerics.Errors.NumericalException>(() => new FlatGeodesics(GeometryCase.Named("normal"), FlatConnection.Mixture).Exponential(GeometryCase.Named("normal").At(0, 1), [1, -0.5]));
    }

    [Fact]
    public void Transport_along_a_curve_keeps_products_of_dual_vectors()
    {
        RandomSequence random = RandomStream.FromSeed(24).From();
        for (int d = 1; d <= 4; d++)
        {
            FieldManifold manifold = GeometryCase.RandomField(d, ref random);
            Curve curve = Random(manifold, ref random);
            double[] first = GeometryCase.Vector(d, ref random), second = GeometryCase.Vector(d, ref random);
            double[] start = curve.At(0).Point, end = curve.At(2).Point;
            foreach (double alpha in new[] { 0, 1, 0.5 })
            {
                Matrix<double> one = curve.Transport(manifold.Connection(alpha), new ReadOnlyMatrixView<double>(first, 1, d), 0, 2);
                Matrix<double> other = curve.Transport(manifold.Connection(-alpha), new ReadOnlyMatrixView<double>(second, 1, d), 0, 2);
                Assert.Equal(manifold.InnerProduct(start, first, second), manifold.InnerProduct(end, one.AsSpan(), other.AsSpan()), 1e-10);
            }
        }
    }

    // Around a small loop in the plane of u and v a vector turns by the curvature times the area: V′ᵏ − Vᵏ = −gᵏᵐ R_ijml uⁱ vʲ Vˡ area.
    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    public void Around_a_loop_vectors_turn_by_the_curvature(double alpha)
    {
        RandomSequence random = RandomStream.FromSeed(25).From();
        FieldManifold manifold = GeometryCase.RandomField(3, ref random);
        double[] vector = [1, 0.5, -0.3], centre = [0.1, 0.2, 0.3], curvature = new double[81];
        manifold.Connection(alpha).Curvature(centre, curvature);
        Matrix<double> inverse = new(3, 3);
        manifold.InverseMetric(centre, inverse);
        double[] expected = new double[3], narrow = Turn(0.01), wide = Turn(0.02);
        for (int k = 0; k < 3; k++)
        {
            for (int m = 0; m < 3; m++)
            {
                for (int l = 0; l < 3; l++) expected[k] -= inverse[k, m] * curvature[(((((0 * 3) + 1) * 3) + m) * 3) + l] * vector[l];
            }
        }

        // Opposite loops about the same centre leave errors of second order in the radius.
        Close.To(expected, [.. narrow.Select((value, k) => ((4 * value) - wide[k]) / 3)], 1e-3, $"α = {alpha}");

        double[] Turn(double radius)
        {
            double[] sum = new double[3];
            foreach (double phase in new[] { 0, Math.PI })
            {
                Curve loop = new(manifold, (t, x) => (x[0], x[1], x[2]) = (centre[0] + (radius * Numerics.Differentiation.Jet.Cos(t + phase)), centre[1] + (radius * Numerics.Differentiation.Jet.Sin(t + phase)), centre[2]));
                Matrix<double> carried = loop.Transport(manifold.Connection(alpha), new ReadOnlyMatrixView<double>(vector, 1, 3), 0, 2 * Math.PI);
                for (int k = 0; k < 3; k++) sum[k] += (carried[0, k] - vector[k]) / (2 * Math.PI * radius * radius);
            }

            return sum;
        }
    }

    [Fact]
    public void Length_of_curves()
    {
        StatisticalManifold manifold = GeometryCase.Named("normal").UsualManifold;
        Assert.Equal(Math.Sqrt(2), new Curve(manifold, (t, x) => (x[0], x[1]) = (0, Numerics.Differentiation.Jet.Exp(t))).Length(0, 1), 1e-13);
        Assert.Equal(1, new Curve(manifold, (t, x) => (x[0], x[1]) = (0, Numerics.Differentiation.Jet.Exp(t))).Energy(0, 1), 1e-13);
        Assert.Equal(5.0 / 3, new Curve(manifold, (t, x) => (x[0], x[1]) = (5 * t, 3)).Length(0, 1), 1e-13);
        Assert.Equal(-5.0 / 3, new Curve(manifold, (t, x) => (x[0], x[1]) = (5 * t, 3)).Length(1, 0), 1e-13);
        Assert.Throws<IncompletePathException>(() => new Curve(manifold, (t, x) => (x[0], x[1]) = (t, 1 - t)).Length(0, 2));
    }

    [Fact]
    public void Length_of_a_geodesic_is_that_of_its_velocity()
    {
        StatisticalManifold manifold = GeometryCase.Named("normal").UsualManifold;
        Curve halfEllipse = new(manifold, (t, x) => (x[0], x[1]) = (3.1 + (Math.Sqrt(2) * 3.4 * Numerics.Differentiation.Jet.Cos(t)), 3.4 * Numerics.Differentiation.Jet.Sin(t)));
        (double[] point, double[] velocity) = halfEllipse.At(1);
        double length = halfEllipse.Length(1, 2), speed = manifold.Length(point, velocity);
        double[] scaled = [.. velocity.Select(value => value * length / speed)];
        Close.To(halfEllipse.At(2).Point, new GeodesicFlow(manifold.Connection(0)).Shoot(point, scaled).Point.AsSpan(), 1e-11, "half ellipse");
    }

    private static Curve Random(StatisticalManifold manifold, ref RandomSequence random)
    {
        double[] start = GeometryCase.Vector(manifold.Dimension, ref random), speed = GeometryCase.Vector(manifold.Dimension, ref random), bend = GeometryCase.Vector(manifold.Dimension, ref random);
        return new Curve(manifold, (t, x) =>
        {
            for (int place = 0; place < x.Length; place++) x[place] = start[place] + (speed[place] * t) + (bend[place] * Numerics.Differentiation.Jet.Sin(t));
        });
    }

    private static double[] Unit(StatisticalManifold manifold, double[] point, ref RandomSequence random, double length)
    {
        double[] vector = GeometryCase.Vector(manifold.Dimension, ref random);
        double factor = length / manifold.Length(point, vector);
        return [.. vector.Select(value => value * factor)];
    }

    private static Distribution At(GeometryCase one, double[] coordinates)
    {
        double[] parameters = new double[one.Family.ParameterLength];
        one.Family.FromCoordinates(coordinates, parameters);
        return one.Family.At(parameters);
    }

    // A vector's coordinates in θ by the Jacobian, and in η by the metric of the natural chart.
    private static double[] Tangent(Distribution at, double[] velocity, Chart chart)
    {
        int d = velocity.Length;
        UsualManifold usual = (UsualManifold)at.Family.UsualManifold;
        Matrix<double> jacobian = new(d, d), metric = new(d, d);
        usual.Jacobian(at.Coordinates(), jacobian);
        double[] natural = new double[d], mean = new double[d];
        for (int i = 0; i < d; i++)
        {
            for (int a = 0; a < d; a++) natural[i] += jacobian[i, a] * velocity[a];
        }

        if (chart == Chart.Natural) return natural;
        usual.Ambient.Metric(GeometryCase.Coordinates(at, Chart.Natural), metric);
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++) mean[i] += metric[i, j] * natural[j];
        }

        return mean;
    }
}
