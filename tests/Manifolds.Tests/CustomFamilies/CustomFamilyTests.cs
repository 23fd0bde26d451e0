using Neuromanifold.Manifolds.CustomFamilies;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.Distributions.Expectations;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.LocationScale;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.SpecialFunctions;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.CustomFamilies;

public sealed class CustomFamilyTests
{
    // The asymptotic distribution of Kolmogorov's statistic exceeds this with probability 1e-6.
    private const double RareDistance = 2.7;

    private static readonly LogPartitionFamily _gamma = new(new ExponentialForm
    {
        Name = "mygamma",
        LogPartition = θ => LogGamma.Of(θ[0] + 1) - ((θ[0] + 1) * Jet.Log(-θ[1])),
        Contains = θ => θ.Span[0] > -1 && θ.Span[1] < 0,
        Start = [0, -1],
        Statistic = (y, t) => (t[0], t[1]) = (Math.Log(y[0]), y[0]),
        LogBaseMeasure = _ => 0,
        Outcomes = OutcomeSpace.Interval.HalfLine,
    });

    private static readonly LogPartitionFamily _poisson = new(new ExponentialForm
    {
        Name = "mypoisson",
        LogPartition = θ => Jet.Exp(θ[0]),
        Start = [0],
        LogBaseMeasure = y => -LogGamma.Of(y[0] + 1),
        Outcomes = new OutcomeSpace.Integers(0, null),
    });

    // Without Weibull's own formulas.
    private static readonly DensityFamily _logistic = new(new DensityForm
    {
        Name = "mylogistic",
        Parameters = [new("location", ParameterDomain.Real), new("scale", ParameterDomain.Positive)],
        LogDensity = (at, y) =>
        {
            Jet z = (y[0] - at[0]) / at[1], half = z.Value < 0 ? z : -z;
            return half - Jet.Log(at[1]) - (2 * Jet.Log(1 + Jet.Exp(half)));
        },
        Outcomes = OutcomeSpace.Interval.Line,
        Start = [0, 1],
    });

    [Fact]
    public void A_log_partition_alone_works_like_the_family_it_belongs_to()
    {
        Gamma gamma = new();
        RandomSequence random = RandomStream.FromSeed(1).From();
        for (int draw = 0; draw < 10; draw++)
        {
            double[] p = [Math.Exp(random.NextNormal()), Math.Exp(random.NextNormal())], q = [Math.Exp(random.NextNormal()), Math.Exp(random.NextNormal())];
            double[] natural = [p[0] - 1, -p[1]], other = [q[0] - 1, -q[1]], mean = new double[2], back = new double[2];
            Assert.Equal(gamma.LogDensity(p, [1.3]), _gamma.LogDensity(natural, [1.3]), 1e-12);
            Assert.Equal(gamma.Entropy(p), _gamma.Entropy(natural), 1e-11);
            Assert.Equal(1, _gamma.KullbackLeibler(natural, other)!.Value / gamma.KullbackLeibler(p, q)!.Value, 1e-10);
            _gamma.ToMean(natural, mean);
            _gamma.FromMean(mean, back);
            Assert.Equal(natural[0], back[0], 1e-9 * p[0]);
            Assert.Equal(natural[1], back[1], 1e-9 * p[1]);
            double[] curvature = new double[16], expected = new double[16];
            _gamma.UsualManifold.Curvature(natural, curvature);
            gamma.Manifold(Chart.Natural).Curvature(natural, expected);
            Assert.Equal(expected[5], curvature[5], 1e-12 * Math.Abs(expected[5]));
        }

        Matrix<double> outcomes = new(4, 1, [1, 2, 3, 4]);
        double[] likeliest = _gamma.MaximumLikelihood(outcomes);
        Assert.Equal(4.2654280547765586606 - 1, likeliest[0], 1e-9);
        Assert.Equal(-1.7061712219106234642, likeliest[1], 1e-9);
        Assert.Equal(new Poisson().Entropy([3]), _poisson.Entropy([Math.Log(3)]), 1e-11);
    }

    [Theory]
    [InlineData(0.05, 1)]
    [InlineData(3, 2)]
    [InlineData(1e6, 1)]
    [InlineData(2, 1e-9)]
    public void Inverted_distributions_give_the_samples_of_the_density(double shape, double rate)
    {
        const int count = 4000;
        Matrix<double> outcomes = _gamma.At(shape - 1, -rate).Sample(count, RandomStream.FromSeed(2));
        double[] sorted = outcomes.AsSpan().ToArray();
        Array.Sort(sorted);
        double distance = 0;
        for (int row = 0; row < count; row++)
        {
            double below = MathNet.Numerics.SpecialFunctions.GammaLowerRegularized(shape, rate * sorted[row]);
            distance = Math.Max(distance, Math.Max(Math.Abs(below - ((double)row / count)), Math.Abs(below - ((row + 1.0) / count))));
        }

        Assert.True(distance * Math.Sqrt(count) < RareDistance, $"Kolmogorov's distance {distance * Math.Sqrt(count)}");
    }

    [Fact]
    public void Two_narrow_peaks_far_apart_are_both_drawn()
    {
        // exp(−(y² − a²)²/…): peaks of width 1e-3 at ±1000.
        DensityFamily family = new(new DensityForm
        {
            Name = "peaks",
            Parameters = [new("width", ParameterDomain.Positive)],
            LogDensity = (at, y) => -(1 / (at[0] * at[0])) * (0.5 * Math.Pow(Math.Abs(y[0]) - 1000, 2)) - Jet.Log(at[0]) - (0.5 * Math.Log(8 * Math.PI)),
            Outcomes = OutcomeSpace.Interval.Line,
            Start = [1],
        });
        Matrix<double> outcomes = family.At(1e-3).Sample(10_000, RandomStream.FromSeed(3));
        int positive = 0;
        double squares = 0;
        foreach (double outcome in outcomes.AsSpan())
        {
            if (outcome > 0) positive++;
            squares += Math.Pow((Math.Abs(outcome) - 1000) / 1e-3, 2);
        }

        Assert.InRange((positive - 5000) / 50.0, -4.9, 4.9);
        Assert.InRange((squares - 10_000) / Math.Sqrt(20_000), -4.9, 4.9);
    }

    [Fact]
    public void Counts_are_drawn_by_inversion()
    {
        const int count = 100_000;
        Matrix<double> outcomes = _poisson.At(Math.Log(7)).Sample(count, RandomStream.FromSeed(4));
        double sum = 0, squares = 0;
        foreach (double outcome in outcomes.AsSpan()) (sum, squares) = (sum + outcome - 7, squares + ((outcome - 7) * (outcome - 7)));
        Assert.InRange(sum / Math.Sqrt(count * 7), -4.9, 4.9);
        Assert.InRange((squares - (7 * count)) / Math.Sqrt(count * (7 + (2 * 49))), -4.9, 4.9);
    }

    [Fact]
    public void A_density_alone_gives_the_geometry_of_its_family_within_the_errors_stated()
    {
        Logistic closed = new();
        double[] at = [0.7, 1.8];
        Estimate[,] metric = _logistic.MetricEstimate(at);
        Matrix<double> expected = closed.At(at).Metric();
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                Assert.Equal(expected[i, j], metric[i, j].Value, 1e-10);
                Assert.True(Math.Abs(expected[i, j] - metric[i, j].Value) <= metric[i, j].ErrorEstimate + 1e-15);
            }
        }

        Assert.Equal(1, _logistic.Mass(at).Value, 1e-10);
        Assert.Equal(closed.Entropy(at), _logistic.Entropy(at), 1e-10);
        Compare(8, (manifold, tensor) => manifold.MetricDerivatives(at, tensor));
        Compare(8, (manifold, tensor) => manifold.CubicTensor(at, tensor));
        Compare(16, (manifold, tensor) => manifold.CubicDerivatives(at, tensor));
        Compare(16, (manifold, tensor) => manifold.Curvature(at, tensor));

        Estimate[,,] symbols = _logistic.ConnectionEstimate(at, 0.4);
        double[] first = new double[8];
        closed.UsualManifold.Connection(0.4).FirstKind(at, first);
        for (int place = 0; place < 8; place++) Assert.Equal(first[place], symbols[place / 4, place / 2 % 2, place % 2].Value, 1e-9);

        void Compare(int length, Action<StatisticalManifold, double[]> write)
        {
            double[] exact = new double[length], found = new double[length];
            write(closed.UsualManifold, exact);
            write(_logistic.UsualManifold, found);
            for (int place = 0; place < length; place++) Assert.Equal(exact[place], found[place], 1e-8);
        }
    }

    [Fact]
    public void A_density_over_vectors_has_its_metric_by_sampling_with_standard_errors()
    {
        // Two independent normals of one mean and one precision.
        DensityFamily family = new(new DensityForm
        {
            Name = "pair",
            Parameters = [new("mean", ParameterDomain.Real), new("sd", ParameterDomain.Positive)],
            LogDensity = (at, y) =>
            {
                Jet first = (y[0] - at[0]) / at[1], second = (y[1] - at[0]) / at[1];
                return (-0.5 * ((first * first) + (second * second))) - (2 * Jet.Log(at[1])) - Math.Log(2 * Math.PI);
            },
            Outcomes = new OutcomeSpace.Region("two numbers", 2, y => double.IsFinite(y.Span[0]) && double.IsFinite(y.Span[1])),
            Start = [0, 1],
            Sampler = (ReadOnlySpan<double> at, ref RandomSequence random, Span<double> y) => (y[0], y[1]) = (at[0] + (at[1] * random.NextNormal()), at[0] + (at[1] * random.NextNormal())),
            Sampling = new(20_000, 5),
        });
        Estimate[,] metric = family.MetricEstimate([1, 2]);
        Assert.InRange((metric[0, 0].Value - 0.5) / metric[0, 0].ErrorEstimate, -4.9, 4.9);
        Assert.InRange((metric[1, 1].Value - 1) / metric[1, 1].ErrorEstimate, -4.9, 4.9);
        Assert.InRange(metric[0, 1].Value / metric[0, 1].ErrorEstimate, -4.9, 4.9);
        Assert.Equal(EstimateMethod.MonteCarlo, metric[0, 0].Method);
        double[] likeliest = family.MaximumLikelihood(new Matrix<double>(2, 2, [1, 2, 3, 6]));
        Assert.Equal(3, likeliest[0], 1e-12);
        Assert.Equal(Math.Sqrt(14.0 / 4), likeliest[1], 1e-12);
    }

    [Fact]
    public void Likeliest_parameters_of_a_density_are_those_of_its_family()
    {
        Matrix<double> outcomes = new Logistic().At(3, 0.5).Sample(200, RandomStream.FromSeed(6));
        double[] expected = new Logistic().MaximumLikelihood(outcomes), found = _logistic.MaximumLikelihood(outcomes);
        Assert.Equal(expected[0], found[0], 1e-10);
        Assert.Equal(expected[1], found[1], 1e-10);
        Assert.Throws<NumericalException>(() => _logistic.MaximumLikelihood(new Matrix<double>(2, 1, [1, 1])));
    }

    [Fact]
    public void What_was_not_given_is_asked_for()
    {
        LogPartitionFamily bare = new(new ExponentialForm { Name = "bare", LogPartition = θ => Jet.Exp(θ[0] + θ[1]) + (θ[0] * θ[0]), Start = [0, 0] });
        Assert.True(bare.KullbackLeibler([0, 0], [1, 1]) > 0);
        Assert.Contains("base measure", Assert.Throws<NotSupportedException>(() => bare.LogDensity([0, 0], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => _gamma.At(-2, -1));
        Assert.Throws<ArgumentException>(() => new LogPartitionFamily(new ExponentialForm { Name = "bad", LogPartition = θ => Jet.Log(θ[0]), Start = [0] }));
        Assert.Throws<InvalidInputException>(() => new DensityFamily(new DensityForm
        {
            Name = "bad", Parameters = [new("scale", ParameterDomain.Positive)], LogDensity = (at, y) => at[0] * y[0], Outcomes = OutcomeSpace.Interval.Line, Start = [-1],
        }));
    }
}
