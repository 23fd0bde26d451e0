using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.LocationScale;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.References.Distributions;

namespace Neuromanifold.Manifolds.Tests.LocationScale;

public sealed class LocationScaleTests
{
    public static TheoryData<DistributionFamily> Families => [new Laplace(), new Cauchy(), new Logistic(), new Weibull()];

    [Theory, MemberData(nameof(Families))]
    public void Metric_and_cubic_tensor_are_the_moments_of_the_score(DistributionFamily family)
    {
        double[] at = [0.8, 1.7], metric = new double[4], fromManifold = new double[4], cubic = new double[8];
        family.Metric(at, new MatrixView<double>(metric, 2, 2));
        family.UsualManifold.Metric(at, new MatrixView<double>(fromManifold, 2, 2));
        family.UsualManifold.CubicTensor(at, cubic);
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                Assert.Equal(metric[(2 * i) + j], fromManifold[(2 * i) + j], 1e-14);
                Assert.Equal(metric[(2 * i) + j], Expectation(y => Score(i, y) * Score(j, y)), 1e-6);
                for (int k = 0; k < 2; k++) Assert.Equal(cubic[(4 * i) + (2 * j) + k], Expectation(y => Score(i, y) * Score(j, y) * Score(k, y)), 1e-5);
            }
        }

        double Expectation(Func<double, double> function)
        {
            double low = family is Weibull ? 0 : double.NegativeInfinity;
            return Expectations.OverInterval(low, double.PositiveInfinity, at[0], y => family.LogDensity(at, [y]), function);
        }

        // By differences so short that no point of the integration but the kink itself lies within one of a kink.
        double Score(int along, double y)
        {
            const double step = 1e-6;
            double[] left = [.. at], right = [.. at];
            left[along] -= step;
            right[along] += step;
            return (family.LogDensity(right, [y]) - family.LogDensity(left, [y])) / (2 * step);
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void Metric_is_that_of_the_half_plane(DistributionFamily family)
    {
        // g = R² (dx dxᵀ + ds dsᵀ)/s², x and s differentiated by differences.
        IHalfPlaneFamily plane = (IHalfPlaneFamily)family;
        double[] at = [1.3, 0.7], metric = new double[4], curvature = new double[16], back = new double[2];
        family.Metric(at, new MatrixView<double>(metric, 2, 2));
        double[] dx = new double[2], ds = new double[2];
        (double location, double scale) = plane.ToLocationScale(at);
        for (int i = 0; i < 2; i++)
        {
            const double step = 1e-6;
            double[] left = [.. at], right = [.. at];
            left[i] -= step;
            right[i] += step;
            (double m0, double s0) = plane.ToLocationScale(left);
            (double m1, double s1) = plane.ToLocationScale(right);
            dx[i] = (plane.Plane.Abscissa(m1, s1) - plane.Plane.Abscissa(m0, s0)) / (2 * step);
            ds[i] = (s1 - s0) / (2 * step);
        }

        double radius = plane.Plane.Radius;
        for (int place = 0; place < 4; place++)
            Assert.Equal(metric[place], radius * radius * ((dx[place / 2] * dx[place % 2]) + (ds[place / 2] * ds[place % 2])) / scale / scale, 1e-8);

        family.UsualManifold.Curvature(at, curvature);
        double area = (metric[0] * metric[3]) - (metric[1] * metric[2]);
        Assert.Equal(plane.Plane.Curvature, curvature[5] / area, 1e-12);
        Assert.Equal(location, plane.Plane.LocationAt(plane.Plane.Abscissa(location, scale), scale), 1e-14);
        plane.FromLocationScale(location, scale, back);
        Assert.Equal(at[0], back[0], 1e-14);
        Assert.Equal(at[1], back[1], 1e-14);
    }

    [Fact]
    public void Curvatures_are_the_known_ones()
    {
        Assert.Equal(-1, new Laplace().Plane.Curvature, 1e-15);
        Assert.Equal(-2, new Cauchy().Plane.Curvature, 1e-15);
        Assert.Equal(-9 / (3 + (Math.PI * Math.PI)), new Logistic().Plane.Curvature, 1e-15);
        Assert.Equal(-6 / Math.PI / Math.PI, new Weibull().Plane.Curvature, 1e-15);
    }

    [Fact]
    public void Laplace_reference_distance_is_that_of_its_half_plane()
    {
        HalfPlane plane = new Laplace().Plane;
        double dx = plane.Abscissa(5, 4) - plane.Abscissa(0, 1), ds = 3;
        Assert.Equal(2.3421790088083647472, 2 * plane.Radius * Math.Asinh(0.5 * Math.Sqrt(((dx * dx) + (ds * ds)) / 4)), 1e-14);
    }

    [Fact]
    public void A_weibull_distribution_of_shape_one_is_exponential_and_of_shape_two_rayleigh()
    {
        Weibull family = new();
        Assert.Equal(new Exponential().LogDensity([0.5], [3]), family.LogDensity([1, 2], [3]), 1e-14);
        Assert.Equal(new Exponential().KullbackLeibler([0.5], [0.3])!.Value, family.KullbackLeibler([1, 2], [1, 1 / 0.3])!.Value, 1e-14);
        Assert.Equal(new Rayleigh().LogDensity([1.5], [3]), family.LogDensity([2, 1.5 * Math.Sqrt(2)], [3]), 1e-14);
        Assert.Equal(new Rayleigh().Entropy([1.5]), family.Entropy([2, 1.5 * Math.Sqrt(2)]), 1e-14);
    }

    [Fact]
    public void Far_weibull_divergences_agree_with_the_textbook_formula()
    {
        Weibull family = new();
        RandomSequence random = RandomStream.FromSeed(1).From();
        for (int draw = 0; draw < 200; draw++)
        {
            double k = Math.Exp(2 * random.NextNormal()), l = Math.Exp(2 * random.NextNormal()), λ = Math.Exp(random.NextNormal()), μ = Math.Exp(random.NextNormal());
            double γ = 0.57721566490153286061, gamma = Math.Exp((l * Math.Log(λ / μ)) + MathNet.Numerics.SpecialFunctions.GammaLn(1 + (l / k)));
            double expected = Math.Log(k) - (k * Math.Log(λ)) - Math.Log(l) + (l * Math.Log(μ)) + ((k - l) * (Math.Log(λ) - (γ / k))) + gamma - 1;
            Assert.Equal(expected, family.KullbackLeibler([k, λ], [l, μ])!.Value, 1e-12 * (10 + Math.Abs(expected) + gamma + Math.Abs(l * Math.Log(μ)) + (l / k)));
        }
    }

    [Fact]
    public void Laplace_divergence_is_the_expected_log_ratio()
    {
        Laplace family = new();
        RandomSequence random = RandomStream.FromSeed(4).From();
        for (int draw = 0; draw < 20; draw++)
        {
            double[] p = [random.NextNormal(), Math.Exp(random.NextNormal())], q = [random.NextNormal(), Math.Exp(random.NextNormal())];
            double low = Math.Min(p[0], q[0]), high = Math.Max(p[0], q[0]);

            // Between and beyond the two kinks.
            double sum = Piece(low, high, 1) + Piece(high, double.PositiveInfinity, 1) + Piece(-low, double.PositiveInfinity, -1);
            Assert.Equal(sum, family.KullbackLeibler(p, q)!.Value, 1e-12 * (1 + sum));

            double Piece(double from, double to, double sign) => Expectations.OverInterval(
                from, to, 0, y => family.LogDensity(p, [sign * y]), y => family.LogDensity(p, [sign * y]) - family.LogDensity(q, [sign * y]));
        }
    }

    [Fact]
    public void Extreme_parameters_give_finite_answers()
    {
        Assert.Equal(-1 - Math.Log(2e-8), new Laplace().LogDensity([1, 1e-8], [1 + 1e-8]), 1e-6);
        Assert.True(double.IsFinite(new Cauchy().LogDensity([0, 1e-100], [1e200])));
        Assert.True(double.IsFinite(new Cauchy().KullbackLeibler([0, 1e-100], [1e200, 1e-100])!.Value));
        Assert.True(double.IsFinite(new Logistic().LogDensity([0, 1e-8], [1e8])));
        Assert.Equal(0.5 * 1e-16 * new Weibull().Plane.Scale, new Weibull().KullbackLeibler([1e6, 1], [1e6 * (1 + 1e-8), 1])!.Value, 1e-22);
    }

    [Theory, MemberData(nameof(Families))]
    public void Likeliest_parameters_of_few_and_of_spread_outcomes_solve_the_likelihood_equations(DistributionFamily family)
    {
        RandomSequence random = RandomStream.FromSeed(2).From();
        for (int draw = 0; draw < 50; draw++)
        {
            // Tails much heavier than the families' own.
            double[] outcomes = new double[3 + random.NextInteger(20)];
            for (int row = 0; row < outcomes.Length; row++) outcomes[row] = Math.Exp(3 * random.NextNormal());
            double[] likeliest = family.MaximumLikelihood(new Matrix<double>(outcomes.Length, 1, outcomes));
            double best = LogLikelihood(likeliest);
            Matrix<double> metric = family.At(likeliest).Metric();
            foreach (double step in new[] { 1e-3, -1e-3, 0.1, -0.1 })
            {
                Assert.True(LogLikelihood([likeliest[0] + (step / Math.Sqrt(metric[0, 0])), likeliest[1]]) <= best + 1e-12);
                Assert.True(LogLikelihood([likeliest[0], likeliest[1] + (step / Math.Sqrt(metric[1, 1]))]) <= best + 1e-12);
            }

            double LogLikelihood(double[] parameters)
            {
                double sum = 0;
                foreach (double outcome in outcomes) sum += family.LogDensity(parameters, [outcome]);
                return sum;
            }
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void Outcomes_that_are_all_the_same_have_no_likeliest_distribution(DistributionFamily family)
    {
        Assert.Throws<NumericalException>(() => family.MaximumLikelihood(new Matrix<double>(3, 1, [2, 2, 2])));
        Assert.Throws<InvalidInputException>(() => family.At(1, -1));
        Assert.Throws<InvalidInputException>(() => family.At(double.NaN, 1));
    }

    [Fact]
    public void Half_of_all_outcomes_in_one_place_have_no_likeliest_cauchy_distribution() =>
        Assert.Throws<NumericalException>(() => new Cauchy().MaximumLikelihood(new Matrix<double>(5, 1, [1, 1, 1, 5, 9])));
}
