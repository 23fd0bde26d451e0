using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.Geometry.Charts;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.Geometry;

/// <summary>The α-connections' laws, in families and on random tensor fields.</summary>
public sealed class ConnectionTests
{
    private delegate void Visit(string what, StatisticalManifold manifold, double[] point);

    [Fact]
    public void Connections_of_opposite_sign_are_dual() => Each(11, (what, manifold, point) =>
    {
        int d = manifold.Dimension;
        double[] derivatives = new double[d * d * d], first = new double[d * d * d], dual = new double[d * d * d], sum = new double[d * d * d];
        manifold.MetricDerivatives(point, derivatives);
        Connection connection = manifold.Connection(0.7);
        connection.FirstKind(point, first);
        connection.Dual.FirstKind(point, dual);
        for (int k = 0; k < d; k++)
        {
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++) sum[(((k * d) + i) * d) + j] = first[(((k * d) + i) * d) + j] + dual[(((k * d) + j) * d) + i];
            }
        }

        Close.To(derivatives, sum, 1e-11, what);
    });

    [Fact]
    public void Connections_have_no_torsion() => Each(12, (what, manifold, point) =>
    {
        int d = manifold.Dimension;
        double[] symbols = new double[d * d * d], turned = new double[d * d * d];
        manifold.Connection(-0.4).SecondKind(point, symbols);
        for (int place = 0; place < symbols.Length; place++) turned[place] = symbols[(((place / (d * d) * d) + (place % d)) * d) + (place / d % d)];
        Close.To(symbols, turned, 1e-11, what);
    });

    [Fact]
    public void Symbols_of_the_first_kind_are_those_of_the_second_with_the_index_lowered() => Each(13, (what, manifold, point) =>
    {
        int d = manifold.Dimension;
        double[] first = new double[d * d * d], second = new double[d * d * d], lowered = new double[d * d * d];
        Matrix<double> metric = new(d, d);
        manifold.Metric(point, metric);
        manifold.Connection(0.3).FirstKind(point, first);
        manifold.Connection(0.3).SecondKind(point, second);
        for (int place = 0; place < first.Length; place++)
        {
            for (int m = 0; m < d; m++) lowered[place] += metric[place % d, m] * second[(m * d * d) + (place / d)];
        }

        Close.To(first, lowered, 1e-9, what);
    });

    [Fact]
    public void Curvature_has_the_symmetries_of_its_indices() => Each(14, (what, manifold, point) =>
    {
        int d = manifold.Dimension;
        double[] curvature = new double[d * d * d * d];
        manifold.Curvature(point, curvature);
        double size = Math.Max(curvature.Max(Math.Abs), 1e-300);
        for (int place = 0; place < curvature.Length; place++)
        {
            int i = place / (d * d * d), j = place / (d * d) % d, k = place / d % d, l = place % d;
            Assert.True(Math.Abs(At(i, j, k, l) + At(j, i, k, l)) <= 1e-10 * size, what);
            Assert.True(Math.Abs(At(i, j, k, l) + At(i, j, l, k)) <= 1e-10 * size, what);
            Assert.True(Math.Abs(At(i, j, k, l) - At(k, l, i, j)) <= 1e-10 * size, what);
            Assert.True(Math.Abs(At(i, j, k, l) + At(i, k, l, j) + At(i, l, j, k)) <= 1e-10 * size, $"First Bianchi identity, {what}");
        }

        double At(int i, int j, int k, int l) => curvature[(((((i * d) + j) * d) + k) * d) + l];
    });

    // ∇_m R_ijkl + ∇_i R_jmkl + ∇_j R_mikl = 0
    [Fact]
    public void Second_Bianchi_identity() => Each(15, (what, manifold, point) =>
    {
        int d = manifold.Dimension;
        if (d < 3) return;
        double[] curvature = new double[d * d * d * d], symbols = new double[d * d * d];
        Matrix<double> metric = new(d, d);
        manifold.Metric(point, metric);
        manifold.Curvature(point, curvature);
        manifold.Connection(0).SecondKind(point, symbols);
        double[] slopes = Differences.Of(manifold.Curvature, point, d * d * d * d, axis => 0.03 / Math.Sqrt(metric[axis, axis]));
        double size = slopes.Max(Math.Abs);
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                for (int m = 0; m < d; m++)
                {
                    for (int kl = 0; kl < d * d; kl++)
                        Assert.True(Math.Abs(Slope(m, i, j, kl / d, kl % d) + Slope(i, j, m, kl / d, kl % d) + Slope(j, m, i, kl / d, kl % d)) <= 1e-6 * size, what);
                }
            }
        }

        double Slope(int along, int i, int j, int k, int l)
        {
            double slope = slopes[(((((((along * d) + i) * d) + j) * d) + k) * d) + l];
            for (int r = 0; r < d; r++)
                slope -= (Γ(r, along, i) * At(r, j, k, l)) + (Γ(r, along, j) * At(i, r, k, l)) + (Γ(r, along, k) * At(i, j, r, l)) + (Γ(r, along, l) * At(i, j, k, r));
            return slope;
        }

        double Γ(int k, int i, int j) => symbols[(((k * d) + i) * d) + j];
        double At(int i, int j, int k, int l) => curvature[(((((i * d) + j) * d) + k) * d) + l];
    });

    // g(R(X, Y)Z, W) = −g(Z, R*(X, Y)W)
    [Fact]
    public void Curvatures_of_dual_connections_are_adjoint() => Each(16, (what, manifold, point) =>
    {
        int d = manifold.Dimension;
        double[] curvature = new double[d * d * d * d], dual = new double[d * d * d * d], levi = new double[d * d * d * d];
        Connection connection = manifold.Connection(0.8);
        connection.Curvature(point, curvature);
        connection.Dual.Curvature(point, dual);
        manifold.Curvature(point, levi);
        double size = Math.Max(levi.Max(Math.Abs), curvature.Max(Math.Abs));
        for (int pair = 0; pair < d * d; pair++)
        {
            for (int kl = 0; kl < d * d; kl++)
                Assert.True(Math.Abs(curvature[(pair * d * d) + kl] + dual[(((pair * d) + (kl % d)) * d) + (kl / d)]) <= 1e-10 * size, what);
        }
    });

    [Fact]
    public void Exponential_families_are_flat_for_either_sign_of_one()
    {
        RandomSequence random = RandomStream.FromSeed(17).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution at = one.Random(ref random);
            int d = one.Family.Dimension;
            double[] symbols = new double[d * d * d], beside = new double[d * d * d];
            foreach ((Chart chart, double alpha) in new[] { (Chart.Natural, 1.0), (Chart.Expectation, -1.0) })
            {
                StatisticalManifold manifold = one.Family.Manifold(chart);
                double[] point = GeometryCase.Coordinates(at, chart);
                manifold.Connection(alpha).FirstKind(point, symbols);
                manifold.Connection(0).FirstKind(point, beside);
                Assert.True(symbols.Max(Math.Abs) <= 1e-11 * beside.Max(Math.Abs), $"{at}, {chart}");
            }

            // The general formula for ∇^(α), which a manifold that does not know of its flatness takes.
            double[] curvature = new double[d * d * d * d], levi = new double[d * d * d * d];
            StatisticalManifold unaware = new Unaware(one.Family.UsualManifold);
            unaware.Connection(0.5).Curvature(at.Coordinates(), curvature);
            unaware.Curvature(at.Coordinates(), levi);
            Close.To([.. levi.Select(value => 0.75 * value)], curvature, 1e-9, at.ToString());
        }
    }

    // E[∂_iℓ ∂_jℓ ∂_kℓ] by the midpoint rule over y, scores by differences.
    [Theory]
    [InlineData("normal", 0.4, 1.2)]
    [InlineData("gamma", 3.5, 1.7)]
    [InlineData("beta", 4, 5)]
    public void Cubic_tensor_is_the_third_moment_of_the_score(string name, double first, double second)
    {
        ExponentialFamily family = GeometryCase.Named(name);
        double[] point = [first, second], cubic = new double[8], metric = new double[4], thirds = new double[8], seconds = new double[4];
        family.UsualManifold.CubicTensor(point, cubic);
        family.UsualManifold.Metric(point, new MatrixView<double>(metric, 2, 2));
        (double low, double high) = name switch { "normal" => (-14.0, 15.0), "gamma" => (1e-9, 40.0), _ => (1e-9, 1 - 1e-9) };
        const int Nodes = 20_000;
        for (int node = 0; node < Nodes; node++)
        {
            double y = low + ((high - low) * (node + 0.5) / Nodes), weight = Math.Exp(family.LogDensity(point, [y])) * (high - low) / Nodes;
            double[] score = Differences.Of((at, value) => value[0] = family.LogDensity(at, [y]), point, 1, _ => 0.01);
            for (int place = 0; place < 8; place++) thirds[place] += weight * score[place / 4] * score[place / 2 % 2] * score[place % 2];
            for (int place = 0; place < 4; place++) seconds[place] += weight * score[place / 2] * score[place % 2];
        }

        Close.To(seconds, metric, 1e-6, $"metric of {name}");
        Close.To(thirds, cubic, 1e-6, $"cubic tensor of {name}");
    }

    [Fact]
    public void Alpha_is_finite() => Assert.Throws<ArgumentOutOfRangeException>(() => GeometryCase.Named("normal").UsualManifold.Connection(double.NaN));

    private static void Each(long seed, Visit visit)
    {
        RandomSequence random = RandomStream.FromSeed(seed).From();
        foreach (GeometryCase one in GeometryCase.All)
        {
            Distribution at = one.Random(ref random);
            foreach (Chart chart in new[] { Chart.Usual, Chart.Natural, Chart.Expectation }) visit($"{at} in the {chart} chart", one.Family.Manifold(chart), GeometryCase.Coordinates(at, chart));
        }

        for (int d = 1; d <= 4; d++) visit($"random tensors in {d} dimensions", GeometryCase.RandomField(d, ref random), GeometryCase.Vector(d, ref random));
    }

    private sealed class Unaware(StatisticalManifold manifold) : StatisticalManifold(manifold.CoordinateNames)
    {
        public override bool Contains(ReadOnlySpan<double> point) => manifold.Contains(point);

        public override void Metric(ReadOnlySpan<double> point, MatrixView<double> metric) => manifold.Metric(point, metric);

        public override void MetricDerivatives(ReadOnlySpan<double> point, Span<double> derivatives) => manifold.MetricDerivatives(point, derivatives);

        public override void CubicTensor(ReadOnlySpan<double> point, Span<double> cubic) => manifold.CubicTensor(point, cubic);

        public override void CubicDerivatives(ReadOnlySpan<double> point, Span<double> derivatives) => manifold.CubicDerivatives(point, derivatives);

        public override void Curvature(ReadOnlySpan<double> point, Span<double> curvature) => manifold.Curvature(point, curvature);
    }
}
