using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Conformance.Distributions;

/// <summary>What every family obeys; a family joins by one line of <see cref="DistributionCases"/>.</summary>
public sealed class DistributionLaws
{
    // Each z-test below raises a false alarm with probability 1e-6 over seeds; the seeds are fixed.
    private const double RareDeviation = 4.8916;

    private const int Points = 6;

    private const int Draws = 40_000;

    private const double Difference = 1e-4;

    public static TheoryData<string> Names => [.. DistributionCases.ByName.Keys];

    public static TheoryData<string> Univariate => [.. DistributionCases.Univariate];

    [Theory, MemberData(nameof(Names))]
    public void Parameters_come_back_from_coordinates(string name)
    {
        foreach (Distribution distribution in DistributionCases.ByName[name].Distributions(Points))
        {
            double[] back = new double[distribution.Family.ParameterLength];
            distribution.Family.FromCoordinates(distribution.Coordinates(), back);
            for (int place = 0; place < back.Length; place++) Assert.Equal(distribution.Parameters[place], back[place], 1e-14 * (1 + Math.Abs(back[place])));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_lies_outside_the_domain_is_refused_by_name(string name)
    {
        DistributionFamily family = DistributionCases.ByName[name].Family;
        double[] parameters = [.. DistributionCases.ByName[name].Distributions(1).Single().Parameters];
        for (int place = 0; place < parameters.Length; place++)
        {
            double[] bad = [.. parameters];
            bad[place] = double.NaN;
            InvalidInputException error = Assert.Throws<InvalidInputException>(() => family.At(bad));
            Assert.Contains(family.Parameters.Select(parameter => parameter.Name), parameter => error.Message.Contains($"'{parameter}'", StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Univariate))]
    public void Densities_sum_to_one(string name)
    {
        foreach (Distribution distribution in DistributionCases.ByName[name].Distributions(Points))
            Assert.Equal(1, PlainExpectation.Of(distribution, _ => 1), 1e-11);
    }

    [Theory, MemberData(nameof(Univariate))]
    public void Entropy_is_the_expected_surprise(string name)
    {
        foreach (Distribution distribution in DistributionCases.ByName[name].Distributions(Points))
            Close(PlainExpectation.Of(distribution, y => -distribution.LogDensity(y)), distribution.Entropy(), 1e-10);
    }

    [Theory, MemberData(nameof(Univariate))]
    public void Metric_is_the_covariance_of_the_score(string name)
    {
        foreach (Distribution distribution in DistributionCases.ByName[name].Distributions(Points))
        {
            Matrix<double> metric = distribution.Metric();
            for (int i = 0; i < metric.Rows; i++)
            {
                for (int j = 0; j < metric.Rows; j++)
                {
                    (int first, int second) = (i, j);
                    double scale = Math.Sqrt(metric[i, i] * metric[j, j]);
                    Assert.Equal(PlainExpectation.Of(distribution, y => Score(distribution, first, y) * Score(distribution, second, y)) / scale, metric[i, j] / scale, 1e-6);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Univariate))]
    public void Divergence_is_the_expected_log_ratio(string name)
    {
        Distribution[] distributions = [.. DistributionCases.ByName[name].Distributions(Points)];
        foreach (Distribution p in distributions)
        {
            foreach (Distribution q in distributions)
            {
                if (p.Family.KullbackLeibler(p.Parameters.AsSpan(), q.Parameters.AsSpan()) is not { } divergence) continue;
                Close(PlainExpectation.Of(p, y => p.LogDensity(y) - q.LogDensity(y)), divergence, 1e-9);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Divergence_from_itself_is_zero_and_from_a_neighbour_half_the_squared_length(string name)
    {
        foreach (Distribution p in DistributionCases.ByName[name].Distributions(Points))
        {
            DistributionFamily family = p.Family;
            if (family.KullbackLeibler(p.Parameters.AsSpan(), p.Parameters.AsSpan()) is not { } itself) continue;
            Assert.Equal(0, itself);

            // A neighbour so near that differences of potentials would have lost every digit.
            Matrix<double> metric = p.Metric();
            for (int along = 0; along < family.Dimension; along++)
            {
                double[] coordinates = p.Coordinates(), neighbour = new double[family.ParameterLength];
                double before = coordinates[along], step = 1e-7 / Math.Sqrt(metric[along, along]);
                coordinates[along] += step;
                step = coordinates[along] - before;
                family.FromCoordinates(coordinates, neighbour);
                double expected = 0.5 * step * step * metric[along, along];
                Close(expected, family.KullbackLeibler(p.Parameters.AsSpan(), neighbour)!.Value, 0, 2e-6 * expected);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Samples_have_the_entropy_as_their_mean_surprise(string name)
    {
        foreach (Distribution distribution in DistributionCases.ByName[name].Distributions(2))
        {
            Matrix<double> outcomes = distribution.Sample(Draws, RandomStream.FromSeed(3));
            double mean = 0, squares = 0;
            for (int row = 0; row < Draws; row++)
            {
                Assert.True(distribution.Family.Outcomes.Contains(outcomes.Row(row)));
                double surprise = -distribution.LogDensity(outcomes.Row(row)), deviation = surprise - mean;
                mean += deviation / (row + 1);
                squares += deviation * (surprise - mean);
            }

            double error = Math.Sqrt(squares / Draws / (Draws - 1));
            Assert.InRange(distribution.Entropy(), mean - (RareDeviation * error) - 1e-12, mean + (RareDeviation * error) + 1e-12);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Likeliest_parameters_leave_no_direction_to_climb(string name)
    {
        Distribution distribution = DistributionCases.ByName[name].Distributions(1).Single();
        Matrix<double> outcomes = distribution.Sample(500, RandomStream.FromSeed(4));
        Distribution likeliest = distribution.Family.At(distribution.Family.MaximumLikelihood(outcomes));
        double best = LogLikelihood(likeliest);
        for (int along = 0; along < distribution.Family.Dimension; along++)
        {
            foreach (double step in (double[])[-Difference, Difference])
                Assert.True(LogLikelihood(Moved(likeliest, along, step)) <= best + 1e-9 * Math.Abs(best));
        }

        double LogLikelihood(Distribution at)
        {
            double sum = 0;
            for (int row = 0; row < outcomes.Rows; row++) sum += at.LogDensity(outcomes.Row(row));
            return sum;
        }
    }

    // ∂ log p(y) by central differences in one coordinate of the usual chart.
    private static double Score(Distribution distribution, int along, double outcome)
    {
        double step = Difference * 0.1 / Math.Sqrt(distribution.Metric()[along, along]);
        return (MovedBy(distribution, along, step).LogDensity(outcome) - MovedBy(distribution, along, -step).LogDensity(outcome)) / (2 * step);
    }

    private static Distribution Moved(Distribution distribution, int along, double step) =>
        MovedBy(distribution, along, step / Math.Sqrt(distribution.Metric()[along, along]));

    private static Distribution MovedBy(Distribution distribution, int along, double step)
    {
        double[] coordinates = distribution.Coordinates(), parameters = new double[distribution.Family.ParameterLength];
        coordinates[along] += step;
        distribution.Family.FromCoordinates(coordinates, parameters);
        return distribution.Family.At(parameters);
    }

    private static void Close(double expected, double actual, double relative, double absolute = 0) =>
        Assert.Equal(expected, actual, (relative * (1 + Math.Abs(expected))) + absolute);
}
