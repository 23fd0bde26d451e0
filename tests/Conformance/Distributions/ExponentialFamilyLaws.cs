using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Numerics.Differentiation;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Conformance.Distributions;

/// <summary>What every exponential family with textbook parameters obeys beside <see cref="DistributionLaws"/>.</summary>
public sealed class ExponentialFamilyLaws
{
    private const int Points = 6;

    public static TheoryData<string> Names => [.. DistributionCases.Regular];

    public static TheoryData<string> Univariate => [.. DistributionCases.Regular.Intersect(DistributionCases.Univariate, StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void Natural_parameters_and_means_lead_back(string name)
    {
        foreach ((ExponentialFamily family, double[] parameters) in Cases(name))
        {
            double[] natural = Natural(family, parameters), mean = new double[family.Dimension], back = new double[family.ParameterLength];
            Assert.True(family.ContainsNatural(natural));
            family.FromNatural(natural, back);
            Close(parameters, back, 1e-12);
            family.ToMean(parameters, mean);
            family.FromMean(mean, back);
            Close(parameters, back, 1e-11);
            family.Mean(natural, back = new double[family.Dimension]);
            Close(mean, back, 1e-12);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Both_ways_to_the_natural_parameters_agree(string name)
    {
        foreach ((ExponentialFamily family, double[] parameters) in Cases(name))
        {
            double[] coordinates = new double[family.Dimension];
            family.ToCoordinates(parameters, coordinates);
            Jet[] at = [.. coordinates.Select(coordinate => (Jet)coordinate)], natural = new Jet[family.Dimension];
            family.NaturalParameters(at, natural);
            Close(Natural(family, parameters), [.. natural.Select(jet => jet.Value)], 1e-13);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Density_is_that_of_the_exponential_form(string name)
    {
        foreach (Distribution distribution in DistributionCases.ByName[name].Distributions(Points))
        {
            ExponentialFamily family = (ExponentialFamily)distribution.Family;
            double[] natural = Natural(family, [.. distribution.Parameters]), statistic = new double[family.Dimension];
            Matrix<double> outcomes = distribution.Sample(20, Numerics.RandomStreams.RandomStream.FromSeed(5));
            for (int row = 0; row < outcomes.Rows; row++)
            {
                family.SufficientStatistic(outcomes.Row(row), statistic);
                double expected = natural.Zip(statistic, (a, b) => a * b).Sum() - family.LogPartition(natural.AsSpan()) + family.LogBaseMeasure(outcomes.Row(row));
                Assert.Equal(expected, distribution.LogDensity(outcomes.Row(row)), 1e-11 * (1 + Math.Abs(family.LogPartition(natural.AsSpan()))));
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Closed_moments_are_derivatives_of_the_log_partition(string name)
    {
        foreach ((ExponentialFamily family, double[] parameters) in Cases(name))
        {
            double[] natural = Natural(family, parameters), mean = new double[family.Dimension], gradient = new double[family.Dimension];
            Matrix<double> covariance = new(family.Dimension, family.Dimension), hessian = new(family.Dimension, family.Dimension);
            Assert.Equal(ForwardMode.Value(family.LogPartition, natural), family.LogPartition(natural.AsSpan()), 1e-12 * (1 + Math.Abs(family.LogPartition(natural.AsSpan()))));
            family.Mean(natural, mean);
            ForwardMode.Gradient(family.LogPartition, natural, gradient);
            Close(gradient, mean, 1e-11);
            family.Covariance(natural, covariance);
            ForwardMode.Hessian(family.LogPartition, natural, hessian);
            Close(hessian.AsSpan().ToArray(), covariance.AsSpan().ToArray(), 1e-10);
        }
    }

    [Theory, MemberData(nameof(Univariate))]
    public void Cumulants_to_order_four_are_those_of_the_statistic(string name)
    {
        foreach (Distribution distribution in DistributionCases.ByName[name].Distributions(3))
        {
            ExponentialFamily family = (ExponentialFamily)distribution.Family;
            double[] parameters = [.. distribution.Parameters], natural = Natural(family, parameters), mean = new double[family.Dimension];
            family.ToMean(parameters, mean);
            double[] direction = [.. Enumerable.Range(1, family.Dimension).Select(place => 1.0 / place)], statistic = new double[family.Dimension];
            double second = Moment(2), third = Moment(3), fourth = Moment(4);
            Matrix<double> covariance = new(family.Dimension, family.Dimension);
            double[] cumulants = new double[family.Dimension * family.Dimension * family.Dimension];
            family.Covariance(natural, covariance);
            family.ThirdCumulant(natural, cumulants);
            Assert.Equal(1, Form(covariance.AsSpan(), 2) / second, 1e-9);
            Assert.Equal(third / Math.Pow(second, 1.5), Form(cumulants, 3) / Math.Pow(second, 1.5), 1e-8);
            Assert.Equal((fourth / second / second) - 3, family.FourthCumulant(natural, direction, direction, direction, direction) / second / second, 1e-7);

            double Moment(int order) => PlainExpectation.Of(distribution, y =>
            {
                family.SufficientStatistic([y], statistic);
                double deviation = 0;
                for (int place = 0; place < direction.Length; place++) deviation += direction[place] * (statistic[place] - mean[place]);
                return Math.Pow(deviation, order);
            });

            double Form(ReadOnlySpan<double> tensor, int order)
            {
                double sum = 0;
                for (int index = 0; index < tensor.Length; index++)
                {
                    double weight = 1;
                    for (int left = index, place = 0; place < order; place++, left /= direction.Length) weight *= direction[left % direction.Length];
                    sum += weight * tensor[index];
                }

                return sum;
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Divergence_is_that_of_the_potentials(string name)
    {
        (ExponentialFamily Family, double[] Parameters)[] cases = [.. Cases(name)];
        foreach ((ExponentialFamily family, double[] p) in cases)
        {
            double[] mean = new double[family.Dimension];
            family.ToMean(p, mean);
            foreach ((_, double[] q) in cases)
            {
                // KL(p ‖ q) = F(θ_q) + F*(η_p) − θ_q·η_p
                double[] natural = Natural(family, q);
                double potential = family.LogPartition(natural.AsSpan()), dual = family.DualPotential(p), product = natural.Zip(mean, (a, b) => a * b).Sum();
                double scale = 1 + Math.Abs(potential) + Math.Abs(dual) + Math.Abs(product);
                Assert.Equal(potential + dual - product, family.KullbackLeibler(p, q)!.Value, 1e-12 * scale);
                Assert.Equal(family.KullbackLeibler(p, q)!.Value, BregmanDivergence.Of(family, Natural(family, p), natural), 1e-11 * scale);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Metric_is_the_hessian_moved_by_the_jacobian(string name)
    {
        foreach ((ExponentialFamily family, double[] parameters) in Cases(name))
        {
            double[] coordinates = new double[family.Dimension];
            family.ToCoordinates(parameters, coordinates);
            Matrix<double> metric = new(family.Dimension, family.Dimension), covariance = new(family.Dimension, family.Dimension);
            family.Metric(parameters, metric);
            family.Covariance(Natural(family, parameters), covariance);
            double[,] jacobian = Jacobian(family, coordinates);
            for (int a = 0; a < family.Dimension; a++)
            {
                for (int b = 0; b < family.Dimension; b++)
                {
                    double sum = 0;
                    for (int i = 0; i < family.Dimension; i++)
                    {
                        for (int j = 0; j < family.Dimension; j++) sum += jacobian[i, a] * covariance[i, j] * jacobian[j, b];
                    }

                    double scale = Math.Sqrt(metric[a, a] * metric[b, b]);
                    Assert.Equal(sum / scale, metric[a, b] / scale, 1e-9);
                }
            }
        }
    }

    private static IEnumerable<(ExponentialFamily Family, double[] Parameters)> Cases(string name) =>
        DistributionCases.ByName[name].Distributions(Points).Select(distribution => ((ExponentialFamily)distribution.Family, distribution.Parameters.ToArray()));

    private static double[] Natural(ExponentialFamily family, double[] parameters)
    {
        double[] natural = new double[family.Dimension];
        family.ToNatural(parameters, natural);
        return natural;
    }

    private static double[,] Jacobian(ExponentialFamily family, double[] coordinates)
    {
        double[,] jacobian = new double[family.Dimension, family.Dimension];
        Jet[] natural = new Jet[family.Dimension];
        for (int along = 0; along < family.Dimension; along++)
        {
            family.NaturalParameters([.. coordinates.Select((coordinate, place) => Jet.Variable(coordinate, place == along ? 1 : 0))], natural);
            for (int place = 0; place < family.Dimension; place++) jacobian[place, along] = natural[place][1];
        }

        return jacobian;
    }

    private static void Close(double[] expected, double[] actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int place = 0; place < expected.Length; place++) Assert.Equal(expected[place], actual[place], relative * (1 + Math.Abs(expected[place])));
    }
}
