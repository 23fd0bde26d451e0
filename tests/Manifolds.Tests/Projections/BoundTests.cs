using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.Notation;
using Neuromanifold.Manifolds.Projections.Bounds;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.Projections;

/// <summary>The Cramér–Rao bound, information of samples, and formulas of parameters.</summary>
public sealed class BoundTests
{
    [Fact]
    public void The_bound_is_reached_by_the_mean_of_the_statistic()
    {
        // ∂η by the usual coordinates, by central differences; ∂ηᵀ I⁻¹ ∂η is then the variance of one t.
        foreach ((ExponentialFamily family, Distribution[] some) in DistributionCases.Pairs(21, 1))
        {
            int d = family.Dimension;
            CramerRaoBound bound = new(some[0], 7);
            double[] natural = new double[d], coordinates = some[0].Coordinates();
            family.ToNatural(some[0].Parameters.AsSpan(), natural);
            Matrix<double> covariance = new(d, d);
            family.Covariance(natural, covariance);
            for (int component = 0; component < d; component++)
            {
                double[] gradient = new double[d];
                for (int place = 0; place < d; place++)
                {
                    double step = 1e-5 * Math.Abs(coordinates[place]);
                    gradient[place] = (Mean(place, step) - Mean(place, -step)) / (2 * step);

                    double Mean(int along, double by)
                    {
                        double[] moved = [.. coordinates], parameters = new double[family.ParameterLength], mean = new double[d];
                        moved[along] += by;
                        family.FromCoordinates(moved, parameters);
                        family.ToMean(parameters, mean);
                        return mean[component];
                    }
                }

                Assert.Equal(covariance[component, component] / 7, VarianceAlong(bound, gradient), 1e-6 * covariance[component, component]);
            }
        }
    }

    [Fact]
    public void Nuisance_parameters_cost_as_the_Schur_complement_says()
    {
        Distribution gamma = new Gamma().At(2, 3);
        CramerRaoBound bound = new(gamma, 10);
        Matrix<double> g = gamma.Metric();
        Assert.Equal(1 / (10 * g[0, 0]), Square(bound.DeviationOthersKnown(0)), 1e-14);
        Assert.Equal(1 / (10 * (g[0, 0] - (g[0, 1] * g[1, 0] / g[1, 1]))), bound.Of(0)[0, 0], 1e-13);
        Assert.True(bound.Deviation(0) > bound.DeviationOthersKnown(0));
    }

    [Fact]
    public void Functions_are_bounded_as_by_hand()
    {
        Distribution normal = new Normal().At(3, 2);
        ScalarField function = Expression.Parse("mean^2/sd + log(sd)", normal.Family.CoordinateNames);
        double value = ForwardMode.Value(function, normal.Coordinates()), variance = Square(new CramerRaoBound(normal, 5).Deviation(function));
        Assert.Equal(4.5 + Math.Log(2), value, 1e-14);
        double byMean = 3, bySd = (-9.0 / 4) + 0.5;
        Assert.Equal(((byMean * byMean * 4) + (bySd * bySd * 2)) / 5, variance, 1e-13);
    }

    [Theory]
    [InlineData("1 + 2*3^2", 19)]
    [InlineData("-2^2", -4)]
    [InlineData("2^-1", 0.5)]
    [InlineData("2^3^2", 512)]
    [InlineData("(1 - 4)/2 - 1", -2.5)]
    [InlineData("8/2/2", 2)]
    [InlineData("exp(log(a)) + sqrt(b*b)", 5)]
    [InlineData("1.5e-1*a", 0.3)]
    [InlineData("sin(a - 2) + cos(0)", 1)]
    [InlineData("a^b", 8)]
    public void Formulas_are_read(string text, double value) => Assert.Equal(value, ForwardMode.Value(Expression.Parse(text, ["a", "b"]), [2, 3]), 1e-13);

    [Theory]
    [InlineData("a +", "position 4", "a number, a name or '('")]
    [InlineData("(a", "position 3", "')'")]
    [InlineData("a b", "position 3", "an operator")]
    [InlineData("2*c", "position 3", "one of a, b")]
    [InlineData("exp a", "position 5", "'(' after 'exp'")]
    [InlineData("", "position 1", "a number")]
    [InlineData("1..2", "position 1", "a number")]
    public void Unreadable_formulas_are_refused_with_the_place(string text, string place, string expected)
    {
        string message = Assert.Throws<InvalidInputException>(() => Expression.Parse(text, ["a", "b"])).Message;
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Observed_information_is_the_second_derivative_and_equals_the_expected_one_at_the_estimate()
    {
        foreach ((ExponentialFamily family, Distribution[] some) in DistributionCases.Pairs(22, 2))
        {
            Matrix<double> outcomes = some[0].Sample(50, RandomStream.FromSeed(9));
            SampleInformation best = SampleInformation.AtMaximumLikelihood(family, outcomes);
            Geometry.Close.To(best.Expected.AsSpan(), best.Observed.AsSpan(), 1e-9, $"{family}");
            SampleInformation elsewhere = SampleInformation.Of(some[1], outcomes);
            double[] coordinates = some[1].Coordinates();
            double step = 1e-4 * Math.Abs(coordinates[0]);
            double second = (Likelihood(step) - (2 * Likelihood(0)) + Likelihood(-step)) / (step * step);
            Assert.Equal(-second, elsewhere.Observed[0, 0], 1e-4 * (Math.Abs(second) + elsewhere.Expected[0, 0]));

            double Likelihood(double by)
            {
                double[] moved = [.. coordinates], parameters = new double[family.ParameterLength];
                moved[0] += by;
                family.FromCoordinates(moved, parameters);
                double sum = 0;
                for (int row = 0; row < outcomes.Rows; row++) sum += family.LogDensity(parameters, outcomes.Row(row));
                return sum;
            }
        }
    }

    /// <summary>Coverage of 2000 regions from samples of 400: z-tests at 4 standard errors, a false alarm of one in 8000, beside a bias of O(1/n).</summary>
    [Fact]
    public void Regions_cover_the_truth_as_often_as_they_say()
    {
        const int rounds = 2000;
        const double level = 0.9;
        Normal family = new();
        int ellipsoids = 0, intervals = 0;
        for (int round = 0; round < rounds; round++)
        {
            Matrix<double> outcomes = family.At(1, 2).Sample(400, RandomStream.FromSeed(round).Split("coverage"));
            SampleInformation information = SampleInformation.AtMaximumLikelihood(family, outcomes);
            ConfidenceRegion region = new(information.At.Coordinates(), information.Observed, level);
            if (region.Contains([1, 2])) ellipsoids++;
            (double low, double high) = region.Interval(0);
            if (low <= 1 && 1 <= high) intervals++;
        }

        double error = Math.Sqrt(level * (1 - level) / rounds);
        Assert.InRange(((double)ellipsoids / rounds) - level, (-4 * error) - 0.005, (4 * error) + 0.005);
        Assert.InRange(((double)intervals / rounds) - level, (-4 * error) - 0.005, (4 * error) + 0.005);
    }

    [Fact]
    public void Observed_information_of_families_that_are_not_exponential_is_a_sum_of_second_derivatives()
    {
        // Of a Cauchy distribution −∂² log p by the location is 2(1 − z²)/(γ²(1 + z²)²), z = (y − x)/γ.
        Distribution cauchy = new Neuromanifold.Manifolds.LocationScale.Cauchy().At(0.3, 2);
        Matrix<double> outcomes = cauchy.Sample(40, RandomStream.FromSeed(2));
        double expected = 0;
        foreach (double y in outcomes.AsSpan())
        {
            double z = (y - 0.3) / 2, square = 1 + (z * z);
            expected += 2 * (1 - (z * z)) / (4 * square * square);
        }

        Assert.Equal(expected, SampleInformation.Of(cauchy, outcomes).Observed[0, 0], 1e-6 * Math.Abs(expected));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Distribution normal = new Normal().At(0, 1);
        Assert.Throws<InvalidInputException>(() => new CramerRaoBound(normal, 0));
        Assert.Throws<InvalidInputException>(() => SampleInformation.Of(normal, new Matrix<double>(0, 1)));
        Assert.Throws<InvalidInputException>(() => new ConfidenceRegion([0, 1], normal.Metric(), 1));
        Assert.Throws<NumericalException>(() => new ConfidenceRegion([0, 1], new Matrix<double>(2, 2, [1, 2, 2, 1]), 0.9));
        Assert.Throws<NumericalException>(() => new CramerRaoBound(new Categorical(3).At(0, 0.5, 0.5), 1));
    }

    private static double Square(double value) => value * value;

    private static double VarianceAlong(CramerRaoBound bound, double[] gradient)
    {
        double sum = 0;
        for (int row = 0; row < gradient.Length; row++)
        {
            for (int column = 0; column < gradient.Length; column++) sum += gradient[row] * bound.Covariance[row, column] * gradient[column];
        }

        return sum;
    }
}
