using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.LinearAlgebra;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.Geometry;

/// <summary>The same geometry in every chart, and derivatives that are derivatives.</summary>
public sealed class ChartTests
{
    private static readonly Chart[] s_charts = [Chart.Usual, Chart.Natural, Chart.Expectation];

    private delegate void Visit(string what, StatisticalManifold manifold, double[] point);

    [Fact]
    public void Derivatives_of_the_metric_are_those_by_differences() => Each(1, (what, manifold, point) =>
    {
        int d = manifold.Dimension;
        double[] derivatives = new double[d * d * d];
        manifold.MetricDerivatives(point, derivatives);
        Close.To(Differences.Of((at, metric) => manifold.Metric(at, new MatrixView<double>(metric, d, d)), point, d * d, Step(manifold, point)), derivatives, 1e-7, what);
    });

    [Fact]
    public void Derivatives_of_the_cubic_tensor_are_those_by_differences() => Each(2, (what, manifold, point) =>
    {
        int d = manifold.Dimension;
        double[] derivatives = new double[d * d * d * d];
        manifold.CubicDerivatives(point, derivatives);
        Close.To(Differences.Of(manifold.CubicTensor, point, d * d * d, Step(manifold, point)), derivatives, 1e-7, what);
    });

    // ∂_i Γ_jl,k − ∂_j Γ_il,k − Γᵐ_jl Γ*_ik,m + Γᵐ_il Γ*_jk,m, Γ* of the dual connection
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(0.6)]
    public void Curvature_is_that_of_the_connection_by_differences(double alpha) => Each(3, (what, manifold, point) =>
    {
        int d = manifold.Dimension;
        Connection connection = manifold.Connection(alpha);
        double[] curvature = new double[d * d * d * d], expected = new double[d * d * d * d], raised = new double[d * d * d], dual = new double[d * d * d];
        connection.Curvature(point, curvature);
        double[] derivatives = Differences.Of(connection.FirstKind, point, d * d * d, Step(manifold, point));
        connection.SecondKind(point, raised);
        connection.Dual.FirstKind(point, dual);
        for (int place = 0; place < expected.Length; place++)
        {
            int i = place / (d * d * d), j = place / (d * d) % d, k = place / d % d, l = place % d;
            expected[place] = derivatives[At(i, j, l, k)] - derivatives[At(j, i, l, k)];
            for (int m = 0; m < d; m++) expected[place] += (raised[At(0, m, i, l)] * dual[At(0, j, k, m)]) - (raised[At(0, m, j, l)] * dual[At(0, i, k, m)]);
        }

        // The curvature may vanish: errors are seen beside the derivatives it is made of, and those of a flat connection beside a bent one's.
        double size = Differences.Of(manifold.Connection(0.5).FirstKind, point, d * d * d, Step(manifold, point)).Max(Math.Abs);
        for (int place = 0; place < expected.Length; place++) Assert.True(Math.Abs(expected[place] - curvature[place]) <= 1e-7 * size, $"{what}, {connection}: {curvature[place]:R} at {place}, expected {expected[place]:R}.");

        int At(int a, int b, int c, int e) => (((((a * d) + b) * d) + c) * d) + e;
    });

    [Fact]
    public void Metrics_of_the_natural_and_the_expectation_chart_are_inverse()
    {
        RandomSequence random = RandomStream.FromSeed(4).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution at = one.Random(ref random);
            int d = one.Family.Dimension;
            Matrix<double> natural = new(d, d), expectation = new(d, d), product = new(d, d), identity = new(d, d);
            one.Family.Manifold(Chart.Natural).Metric(GeometryCase.Coordinates(at, Chart.Natural), natural);
            one.Family.Manifold(Chart.Expectation).Metric(GeometryCase.Coordinates(at, Chart.Expectation), expectation);
            Products.Multiply<double>(natural, expectation, product);
            for (int i = 0; i < d; i++) identity[i, i] = 1;
            Close.To(identity.AsSpan(), product.AsSpan(), 1e-9, at.ToString());
        }
    }

    [Fact]
    public void Closed_metric_of_the_usual_chart_is_the_natural_one_seen_through_the_parameters()
    {
        RandomSequence random = RandomStream.FromSeed(5).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution at = one.Random(ref random);
            int d = one.Family.Dimension;
            Matrix<double> closed = new(d, d), mapped = new(d, d);
            one.Family.UsualManifold.Metric(at.Coordinates(), closed);
            new MappedManifold(one.Family.Manifold(Chart.Natural), GeometryCase.Names(d), one.Family.NaturalParameters).Metric(at.Coordinates(), mapped);
            Close.To(closed.AsSpan(), mapped.AsSpan(), 1e-11, at.ToString());
        }
    }

    [Fact]
    public void Closed_tensors_of_the_usual_chart_are_the_natural_ones_seen_through_the_parameters()
    {
        RandomSequence random = RandomStream.FromSeed(10).From();
        int tried = 0;
        foreach (GeometryCase one in GeometryCase.All)
        {
            if (one.Family.ClosedGeometry is not { } closed) continue;
            double[] at = one.Random(ref random).Coordinates();
            int d = one.Family.Dimension;
            MappedManifold mapped = new(one.Family.Manifold(Chart.Natural), GeometryCase.Names(d), one.Family.NaturalParameters);
            double[] metric = new double[d * d], cubic = new double[d * d * d], expectedMetric = new double[d * d], expectedCubic = new double[d * d * d];
            closed.Metric(at, new MatrixView<double>(metric, d, d));
            closed.CubicTensor(at, cubic);
            mapped.Metric(at, new MatrixView<double>(expectedMetric, d, d));
            mapped.CubicTensor(at, expectedCubic);
            Close.To(expectedMetric, metric, 1e-11, one.Family.Name);
            Close.To(expectedCubic, cubic, 1e-11, one.Family.Name);
            Assert.True(closed.Contains(at));
            tried++;
        }

        Assert.True(tried >= 2);
    }

    [Fact]
    public void A_mean_many_deviations_from_zero_loses_no_digits()
    {
        Manifolds.Geometry.StatisticalManifold manifold = GeometryCase.Named("normal").UsualManifold;
        Assert.Equal(-0.5, manifold.SectionalCurvature([5, 1e-8], [1, 0], [0, 1]), 1e-14);
        GeodesicState state = new GeodesicFlow(manifold.Connection(0)).Shoot([5, 1e-8], [0, 1e-8]);
        Assert.Equal(1, state.Point[1] / (Math.E * 1e-8), 1e-12);
    }

    [Fact]
    public void Scalars_do_not_depend_on_the_chart()
    {
        RandomSequence random = RandomStream.FromSeed(6).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution at = one.Random(ref random);
            int d = one.Family.Dimension;
            double[] usual = at.Coordinates(), origin = new double[d], u = GeometryCase.Vector(d, ref random), v = GeometryCase.Vector(d, ref random);
            MappedManifold chart = GeometryCase.RandomChart(one.Family.UsualManifold, usual, ref random);
            Matrix<double> jacobian = new(d, d);
            chart.Jacobian(origin, jacobian);
            double[] first = Moved(jacobian, u), second = Moved(jacobian, v);
            StatisticalManifold manifold = one.Family.UsualManifold;
            Assert.Equal(1, chart.InnerProduct(origin, u, v) / manifold.InnerProduct(usual, first, second), 1e-11);
            double scale = Math.Max(1, Math.Abs(manifold.ScalarCurvature(usual)));
            Assert.Equal(manifold.ScalarCurvature(usual), chart.ScalarCurvature(origin), 1e-9 * scale);
            foreach (Chart other in s_charts)
                Assert.Equal(manifold.ScalarCurvature(usual), one.Family.Manifold(other).ScalarCurvature(GeometryCase.Coordinates(at, other)), 1e-9 * scale);
            if (d == 1) continue;
            Assert.Equal(manifold.SectionalCurvature(usual, first, second), chart.SectionalCurvature(origin, u, v), 1e-9 * scale);
        }
    }

    [Fact]
    public void Volume_changes_by_the_determinant_of_the_chart()
    {
        RandomSequence random = RandomStream.FromSeed(7).From();
        foreach (GeometryCase one in GeometryCase.All.Where(one => one.Family.Dimension == 2))
        {
            Distribution at = one.Random(ref random);
            MappedManifold chart = GeometryCase.RandomChart(one.Family.UsualManifold, at.Coordinates(), ref random);
            Matrix<double> jacobian = new(2, 2);
            chart.Jacobian([0, 0], jacobian);
            double determinant = Math.Abs((jacobian[0, 0] * jacobian[1, 1]) - (jacobian[0, 1] * jacobian[1, 0]));
            Assert.Equal(1, chart.VolumeElement([0, 0]) / (determinant * one.Family.UsualManifold.VolumeElement(at.Coordinates())), 1e-11);
        }
    }

    // A multinomial of n trials is part of a sphere of radius 2√n.
    [Fact]
    public void Multinomials_are_a_sphere()
    {
        RandomSequence random = RandomStream.FromSeed(8).From();
        GeometryCase one = GeometryCase.All.Single(one => one.Family.Name == "multinomial");
        for (int draw = 0; draw < 10; draw++)
        {
            double[] point = one.Random(ref random).Coordinates();
            double curvature = one.Family.UsualManifold.SectionalCurvature(point, GeometryCase.Vector(3, ref random), GeometryCase.Vector(3, ref random));
            Assert.Equal(1.0 / 16, curvature, 1e-11);
        }
    }

    [Fact]
    public void A_sphere_in_flat_space_has_the_curvature_that_bending_gives_it()
    {
        FieldManifold flat = new(GeometryCase.Names(3), _ => true, (_, metric) => (metric[0], metric[4], metric[8]) = (1, 1, 1), (_, _) => { });
        MappedManifold sphere = new(flat, ["polar", "azimuth"], (angle, x) =>
        {
            x[0] = 3 * Numerics.Differentiation.Jet.Sin(angle[0]) * Numerics.Differentiation.Jet.Cos(angle[1]);
            x[1] = 3 * Numerics.Differentiation.Jet.Sin(angle[0]) * Numerics.Differentiation.Jet.Sin(angle[1]);
            x[2] = 3 * Numerics.Differentiation.Jet.Cos(angle[0]);
        });
        Assert.Equal(1.0 / 9, sphere.SectionalCurvature([0.7, 0.2], [1, 0.3], [0.1, 1]), 1e-13);
        Assert.Equal(9 * Math.Sin(0.7), sphere.VolumeElement([0.7, 0.2]), 1e-12);
    }

    [Fact]
    public void A_surface_in_a_curved_space_has_the_curvature_of_its_own_metric()
    {
        RandomSequence random = RandomStream.FromSeed(9).From();
        for (int draw = 0; draw < 5; draw++)
        {
            FieldManifold space = GeometryCase.RandomField(3, ref random);
            double[] bend = GeometryCase.Vector(6, ref random);
            MappedManifold surface = new(space, ["u", "v"], (u, x) => (x[0], x[1], x[2]) = (u[0] + (bend[0] * u[1] * u[1]), u[1] + (bend[1] * u[0] * u[1]), (bend[2] * u[0]) + (bend[3] * u[1]) + (bend[4] * u[0] * u[0]) + (bend[5] * u[0] * u[1])));
            double[] point = [0.1, -0.2], symbols = new double[8], curvature = new double[16], raised = new double[8];
            surface.Curvature(point, curvature);
            Connection connection = surface.Connection(0);
            double[] derivatives = Differences.Of(connection.FirstKind, point, 8, _ => 0.01);
            connection.FirstKind(point, symbols);
            connection.SecondKind(point, raised);

            // i, j, k, l = 1, 2, 1, 2: derivatives of [j, l, k] and [i, l, k]
            double expected = derivatives[(0 * 8) + 6] - derivatives[(1 * 8) + 2];
            for (int m = 0; m < 2; m++) expected += (raised[(m * 4) + 1] * symbols[4 + m]) - (raised[(m * 4) + 3] * symbols[m]);
            Assert.Equal(expected, curvature[5], 1e-6);
        }
    }

    [Fact]
    public void Charts_have_the_dimensions_they_can() =>
        Assert.Throws<ArgumentException>(() => new MappedManifold(GeometryCase.Named("normal").UsualManifold, GeometryCase.Names(3), (_, _) => { }));

    [Fact]
    public void A_point_outside_the_chart_is_refused_by_its_coordinates()
    {
        InvalidInputException refusal = Assert.Throws<InvalidInputException>(() => new GeodesicFlow(GeometryCase.Named("normal").UsualManifold.Connection(0)).Shoot([0, -1], [1, 0]));
        Assert.Contains("sd=-1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parallel_vectors_span_no_plane() =>
        Assert.Throws<NumericalException>(() => GeometryCase.Named("normal").UsualManifold.SectionalCurvature([0, 1], [1, 2], [2, 4]));

    private static double[] Moved(Matrix<double> jacobian, double[] vector)
    {
        double[] image = new double[jacobian.Rows];
        for (int i = 0; i < image.Length; i++)
        {
            for (int a = 0; a < vector.Length; a++) image[i] += jacobian[i, a] * vector[a];
        }

        return image;
    }

    // All families in all charts, a random one included, and tensor fields without a family.
    private static void Each(long seed, Visit visit)
    {
        RandomSequence random = RandomStream.FromSeed(seed).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution at = one.Random(ref random);
            foreach (Chart chart in s_charts) visit($"{at} in the {chart} chart", one.Family.Manifold(chart), GeometryCase.Coordinates(at, chart));
            double[] aside = [.. GeometryCase.Vector(one.Family.Dimension, ref random).Select(value => 0.1 * value)];
            visit($"{at} in a random chart", GeometryCase.RandomChart(one.Family.UsualManifold, at.Coordinates(), ref random), aside);
        }

        for (int d = 1; d <= 3; d++) visit($"random tensors in {d} dimensions", GeometryCase.RandomField(d, ref random), GeometryCase.Vector(d, ref random));
    }

    // A small part of the unit of length.
    private static Func<int, double> Step(StatisticalManifold manifold, double[] point)
    {
        Matrix<double> metric = new(manifold.Dimension, manifold.Dimension);
        manifold.Metric(point, metric);
        return axis => 0.03 / Math.Sqrt(metric[axis, axis]);
    }
}
