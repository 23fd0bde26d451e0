using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;
using Neuromanifold.References.Likelihoods;

namespace Neuromanifold.Conformance.Likelihoods;

/// <summary>What every exponential family obeys; a family joins by one line of <see cref="LikelihoodCases"/>.</summary>
public sealed class LikelihoodLaws
{
    // Each z-test below raises a false alarm with probability 1e-6 over seeds; the seeds are fixed.
    private const double RareDeviation = 4.8916;

    private const int Draws = 5;

    public static TheoryData<string> Names => [.. LikelihoodCases.ByName.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradient_of_the_log_partition_is_the_mean(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        foreach (double[] θ in Parameters(name))
        {
            double[] mean = Mean(likelihood, θ);
            for (int a = 0; a < θ.Length; a++) Close(mean[a], Derivative(at => likelihood.LogPartition(at), θ, a), 1e-10, 1e-10);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Jacobian_of_the_mean_is_the_covariance(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        foreach (double[] θ in Parameters(name))
        {
            Matrix<double> covariance = Covariance(likelihood, θ);
            for (int b = 0; b < Math.Min(θ.Length, 10); b++)
            {
                int output = b;
                for (int a = 0; a < θ.Length; a++) Close(covariance[b, a], Derivative(at => Mean(likelihood, at)[output], θ, a), 1e-10, 1e-10);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Moments_are_those_found_by_enumeration(string name)
    {
        (Likelihood likelihood, LikelihoodTwin twin) = (LikelihoodCases.ByName[name].Family, LikelihoodCases.ByName[name].Twin);
        RandomSequence random = RandomStream.FromSeed(2).From();
        foreach (double[] θ in Parameters(name))
        {
            double[] u = Normals(likelihood.Dimension, ref random), v = Normals(likelihood.Dimension, ref random);
            double[] mean = Mean(likelihood, θ), expected = twin.Mean(θ);
            for (int a = 0; a < θ.Length; a++) Close(expected[a], mean[a], 1e-12, 1e-13);

            double covariance = twin.Covariance(θ, u, v), fourth = twin.FourthCentralMoment(θ, u, v);
            double scale = Math.Sqrt(twin.Covariance(θ, u, u) * twin.Covariance(θ, v, v));
            Close(covariance, likelihood.Covariance(θ, u, v), 1e-11, 1e-12 * scale);
            Close(fourth, likelihood.FourthCentralMoment(θ, u, v), 1e-11, 0);
            Close(fourth - (covariance * covariance), likelihood.ProductVariance(θ, u, v), 1e-10, 0);
            Close(twin.FourthCentralMoment(θ, u, u), likelihood.FourthCentralMoment(θ, u), 1e-11, 0);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_form_of_the_covariance_is_the_same_matrix(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        RandomSequence random = RandomStream.FromSeed(3).From();
        foreach (double[] θ in Parameters(name))
        {
            int dimension = likelihood.Dimension;
            double[] u = Normals(dimension, ref random), v = Normals(dimension, ref random), product = new double[dimension];
            Matrix<double> covariance = Covariance(likelihood, θ), root = new(dimension, dimension);
            likelihood.CovarianceRoot(θ, root);
            likelihood.MultiplyCovariance(θ, u, product);
            double form = 0;
            for (int a = 0; a < dimension; a++)
            {
                Close(Dot(covariance.Row(a), u), product[a], 1e-12, 1e-14);
                form += v[a] * product[a];
                for (int b = 0; b < dimension; b++)
                {
                    Assert.Equal(covariance[a, b], covariance[b, a], 1e-300);
                    Close(covariance[a, b], Dot(root.Row(a), root.Row(b)), 1e-12, 1e-15);
                }
            }

            Close(form, likelihood.Covariance(θ, u, v), 1e-11, 1e-13);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Fourth_moment_is_a_symmetric_form(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        RandomSequence random = RandomStream.FromSeed(4).From();
        foreach (double[] θ in Parameters(name))
        {
            double[] u = Normals(likelihood.Dimension, ref random), v = Normals(likelihood.Dimension, ref random);
            double[] sum = [.. u.Zip(v, (x, y) => x + y)], difference = [.. u.Zip(v, (x, y) => x - y)];
            double mixed = likelihood.FourthCentralMoment(θ, u, v);
            Close(mixed, likelihood.FourthCentralMoment(θ, v, u), 1e-12, 0);

            double left = likelihood.FourthCentralMoment(θ, sum) + likelihood.FourthCentralMoment(θ, difference);
            double right = (2 * likelihood.FourthCentralMoment(θ, u)) + (12 * mixed) + (2 * likelihood.FourthCentralMoment(θ, v));
            Close(left, right, 1e-11, 0);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Log_density_is_the_textbook_density_and_of_exponential_form(string name)
    {
        (Likelihood likelihood, LikelihoodTwin twin) = (LikelihoodCases.ByName[name].Family, LikelihoodCases.ByName[name].Twin);
        foreach (double[] θ in Parameters(name))
        {
            double logPartition = likelihood.LogPartition(θ);
            double[] statistic = new double[likelihood.Dimension];
            foreach (double[] outcome in twin.Outcomes)
            {
                Assert.True(likelihood.IsInSupport(outcome));
                double logDensity = likelihood.LogDensity(θ, outcome), density = twin.Density(θ, outcome);
                likelihood.SufficientStatistic(outcome, statistic);
                Assert.Equal(twin.Statistic(outcome), statistic);
                Close(Dot(θ, statistic) - logPartition + likelihood.LogBaseMeasure(outcome), logDensity, 1e-12, 1e-12);
                if (density > 1e-290) Close(Math.Log(density), logDensity, 1e-12, 1e-12);
            }

            Close(1, twin.Expectation(θ, outcome => Math.Exp(likelihood.LogDensity(θ, outcome)) / twin.Density(θ, outcome)), 1e-12, 0);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Fused_and_in_place_evaluation_change_nothing(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        foreach (double[] θ in Parameters(name))
        {
            double[] mean = Mean(likelihood, θ), fused = new double[θ.Length], inPlace = [.. θ];
            Close(likelihood.LogPartition(θ), likelihood.LogPartitionAndMean(θ, fused), 1e-14, 0);
            Close(likelihood.LogPartition(θ), likelihood.LogPartitionAndMean(inPlace, inPlace), 1e-14, 0);
            for (int a = 0; a < θ.Length; a++)
            {
                Close(mean[a], fused[a], 1e-14, 0);
                Close(mean[a], inPlace[a], 1e-14, 0);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Scores_of_samples_average_to_zero_and_their_products_to_the_covariance(string name)
    {
        const int samples = 40_000;
        (Likelihood likelihood, LikelihoodTwin twin) = (LikelihoodCases.ByName[name].Family, LikelihoodCases.ByName[name].Twin);
        RandomSequence random = RandomStream.FromSeed(5).From();
        foreach (double[] θ in Parameters(name).Take(2))
        {
            double[] u = Normals(likelihood.Dimension, ref random), v = Normals(likelihood.Dimension, ref random);
            double[] mean = twin.Mean(θ), outcome = new double[likelihood.OutcomeWidth], statistic = new double[likelihood.Dimension];
            double covariance = twin.Covariance(θ, u, v), score = 0, product = 0;
            double uMean = Dot(u, mean), vMean = Dot(v, mean);
            for (int k = 0; k < samples; k++)
            {
                likelihood.Sample(θ, ref random, outcome);
                Assert.True(likelihood.IsInSupport(outcome));
                likelihood.SufficientStatistic(outcome, statistic);
                double uScore = Dot(u, statistic) - uMean, vScore = Dot(v, statistic) - vMean;
                score += uScore;
                product += uScore * vScore;
            }

            double productVariance = twin.FourthCentralMoment(θ, u, v) - (covariance * covariance);
            Assert.InRange(score / Math.Sqrt(samples * twin.Covariance(θ, u, u)), -RareDeviation, RareDeviation);
            Assert.InRange((product - (samples * covariance)) / Math.Sqrt(samples * productVariance), -RareDeviation, RareDeviation);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Divergence_is_that_found_by_enumeration_and_the_Bregman_divergence_of_the_log_partition(string name)
    {
        (Likelihood likelihood, LikelihoodTwin twin) = (LikelihoodCases.ByName[name].Family, LikelihoodCases.ByName[name].Twin);
        double[][] parameters = [.. Parameters(name)];
        for (int k = 1; k < parameters.Length; k++)
        {
            double[] θ = parameters[k - 1], reference = parameters[k];
            double bregman = likelihood.LogPartition(reference) - likelihood.LogPartition(θ) - Dot([.. reference.Zip(θ, (to, from) => to - from)], Mean(likelihood, θ));
            Close(bregman, likelihood.KullbackLeibler(θ, reference), 1e-11, 0);
            Close(twin.KullbackLeibler(θ, reference), likelihood.KullbackLeibler(θ, reference), 1e-11, 0);
            Close(0, likelihood.KullbackLeibler(θ, θ), 0, 0);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Divergence_of_near_parameters_is_half_the_squared_Fisher_length(string name)
    {
        const double step = 1e-8;
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        RandomSequence random = RandomStream.FromSeed(6).From();
        foreach (double[] θ in Parameters(name))
        {
            double[] reference = [.. θ.Zip(Normals(likelihood.Dimension, ref random), (at, direction) => at + (step * direction))];
            double[] taken = [.. reference.Zip(θ, (to, from) => to - from)];
            Close(0.5 * likelihood.Covariance(θ, taken, taken), likelihood.KullbackLeibler(θ, reference), 1e-6, 0);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Extreme_parameters_give_finite_values_and_no_negative_moment(string name)
    {
        (Likelihood likelihood, _, _, double lowest, double highest) = LikelihoodCases.ByName[name];
        RandomSequence random = RandomStream.FromSeed(7).From();
        double[] previous = Mean(likelihood, new double[likelihood.Dimension]);
        for (int draw = 0; draw < 20; draw++)
        {
            double[] θ = [.. Enumerable.Range(0, likelihood.Dimension).Select(a => (a + draw) % 3 == 0 ? lowest : (a + draw) % 3 == 1 ? highest : 0)];
            double[] u = Normals(likelihood.Dimension, ref random), v = Normals(likelihood.Dimension, ref random), product = new double[likelihood.Dimension];
            double[] outcome = new double[likelihood.OutcomeWidth], mean = Mean(likelihood, θ);
            Matrix<double> covariance = Covariance(likelihood, θ), root = new(likelihood.Dimension, likelihood.Dimension);
            likelihood.CovarianceRoot(θ, root);
            likelihood.MultiplyCovariance(θ, u, product);
            likelihood.Sample(θ, ref random, outcome);
            double[] values =
            [
                likelihood.LogPartition(θ), likelihood.LogDensity(θ, outcome), likelihood.Covariance(θ, u, v),
                .. mean, .. product, .. covariance.AsSpan(), .. root.AsSpan(),
            ];
            Assert.All(values, value => Assert.True(double.IsFinite(value)));
            double[] moments =
            [
                likelihood.Covariance(θ, u, u), likelihood.FourthCentralMoment(θ, u), likelihood.FourthCentralMoment(θ, u, v), likelihood.ProductVariance(θ, u, v),
                likelihood.ProductVariance(θ, u, [.. u.Select(value => -value)]), likelihood.KullbackLeibler(θ, previous), likelihood.KullbackLeibler(previous, θ),
            ];
            Assert.All(moments, moment => Assert.True(moment >= 0 && double.IsFinite(moment)));
            Assert.True(likelihood.IsInSupport(outcome));
            previous = θ;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Listed_outcomes_are_the_whole_support(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        if (likelihood.LabelCount is not { } count)
        {
            Assert.Throws<InvalidOperationException>(() => likelihood.Outcome(0, new double[likelihood.OutcomeWidth]));
            return;
        }

        foreach (double[] θ in Parameters(name))
        {
            double[] outcome = new double[likelihood.OutcomeWidth];
            HashSet<string> seen = [];
            double total = 0;
            for (int label = 0; label < count; label++)
            {
                likelihood.Outcome(label, outcome);
                Assert.True(likelihood.IsInSupport(outcome));
                Assert.True(seen.Add(string.Join(' ', outcome)));
                total += Math.Exp(likelihood.LogDensity(θ, outcome));
            }

            Close(1, total, 1e-12, 0);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Verbs_allocate_nothing(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        RandomSequence random = RandomStream.FromSeed(8).From();
        double[] θ = Parameters(name).First(), u = Normals(likelihood.Dimension, ref random), result = new double[likelihood.Dimension], outcome = new double[likelihood.OutcomeWidth];
        Matrix<double> matrix = new(likelihood.Dimension, likelihood.Dimension);
        Run(ref random);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(ref random);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(ref RandomSequence sequence)
        {
            likelihood.LogPartition(θ);
            likelihood.LogPartitionAndMean(θ, result);
            likelihood.Covariance(θ, matrix);
            likelihood.CovarianceRoot(θ, matrix);
            likelihood.MultiplyCovariance(θ, u, result);
            likelihood.FourthCentralMoment(θ, u);
            likelihood.KullbackLeibler(θ, u);
            likelihood.Sample(θ, ref sequence, outcome);
            likelihood.LogDensity(θ, outcome);
            likelihood.SufficientStatistic(outcome, result);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Spans_of_another_length_are_refused(string name)
    {
        Likelihood likelihood = LikelihoodCases.ByName[name].Family;
        int dimension = likelihood.Dimension;
        double[] θ = new double[dimension], wrong = new double[dimension + 1], outcome = new double[likelihood.OutcomeWidth], wrongOutcome = new double[likelihood.OutcomeWidth + 1];
        Matrix<double> wide = new(dimension, dimension + 1);
        Action[] calls =
        [
            () => likelihood.LogPartition(wrong), () => likelihood.Mean(wrong, wrong), () => likelihood.Mean(θ, wrong), () => likelihood.LogPartitionAndMean(θ, wrong),
            () => likelihood.Covariance(θ, wide), () => likelihood.CovarianceRoot(θ, wide), () => likelihood.MultiplyCovariance(θ, wrong, θ),
            () => likelihood.Covariance(θ, θ, wrong), () => likelihood.ProductVariance(θ, wrong, θ), () => likelihood.KullbackLeibler(θ, wrong),
            () => likelihood.SufficientStatistic(outcome, wrong), () => likelihood.SufficientStatistic(wrongOutcome, θ), () => likelihood.LogDensity(θ, wrongOutcome),
        ];
        Assert.All(calls, call => Assert.ThrowsAny<ArgumentException>(call));
        Assert.False(likelihood.IsInSupport(wrongOutcome));
        Assert.False(likelihood.IsInSupport([.. outcome.Select(_ => double.NaN)]));
    }

    private static IEnumerable<double[]> Parameters(string name)
    {
        RandomStream stream = RandomStream.FromSeed(1).Split(name);
        LikelihoodCase tested = LikelihoodCases.ByName[name];
        for (int draw = 0; draw < Draws; draw++)
        {
            RandomSequence random = stream.Split(draw).From();
            yield return [.. Normals(tested.Family.Dimension, ref random).Select(value => tested.Spread * value)];
        }
    }

    private static double[] Normals(int length, ref RandomSequence random)
    {
        double[] values = new double[length];
        random.FillNormal<double>(values);
        return values;
    }

    private static double[] Mean(Likelihood likelihood, double[] θ)
    {
        double[] mean = new double[likelihood.Dimension];
        likelihood.Mean(θ, mean);
        return mean;
    }

    private static Matrix<double> Covariance(Likelihood likelihood, double[] θ)
    {
        Matrix<double> covariance = new(likelihood.Dimension, likelihood.Dimension);
        likelihood.Covariance(θ, covariance);
        return covariance;
    }

    // The central difference of order eight: its error, h⁸f⁽⁹⁾/630, is below rounding's here.
    private static double Derivative(Func<double[], double> f, double[] θ, int a)
    {
        const double step = 0.02;
        ReadOnlySpan<double> weights = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280];
        double sum = 0;
        double[] moved = [.. θ];
        for (int k = 0; k < weights.Length; k++)
        {
            moved[a] = θ[a] + ((k + 1) * step);
            double ahead = f(moved);
            moved[a] = θ[a] - ((k + 1) * step);
            sum += weights[k] * (ahead - f(moved));
        }

        return sum / step;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int a = 0; a < left.Length; a++) sum += left[a] * right[a];
        return sum;
    }

    private static void Close(double expected, double actual, double relative, double absolute) =>
        Assert.True(Math.Abs(actual - expected) <= (relative * Math.Abs(expected)) + absolute, $"expected {expected:R}, found {actual:R}");
}
