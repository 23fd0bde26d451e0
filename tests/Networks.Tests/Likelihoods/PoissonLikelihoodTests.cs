using MathNet.Numerics.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Networks.Tests.Likelihoods;

public sealed class PoissonLikelihoodTests
{
    // Each statistic below raises a false alarm with probability 1e-6 over seeds; the seeds are fixed.
    private const double FalseAlarm = 1e-6, RareDeviation = 4.8916;

    private static readonly PoissonLikelihood Family = Likelihood.Poisson(1);

    [Theory]
    [InlineData(0.05)]
    [InlineData(1)]
    [InlineData(9.99)]
    [InlineData(10.01)]
    [InlineData(12)]
    [InlineData(37.5)]
    [InlineData(400)]
    public void Counts_of_a_moderate_rate_have_the_right_frequencies(double rate)
    {
        const int samples = 200_000;
        const double fewest = 10;
        Dictionary<int, int> counts = [];
        foreach (double count in Draw(rate, samples)) counts[(int)count] = counts.GetValueOrDefault((int)count) + 1;

        // Cells of neighbouring counts, each expecting ten draws or more; the last takes the tail.
        double statistic = 0, expected = 0, observed = 0, expectedLeft = samples, observedLeft = samples, logProbability = -rate;
        int cells = 0;
        for (int k = 0; expectedLeft > 2 * fewest; k++)
        {
            double inCell = samples * Math.Exp(logProbability);
            (expected, observed) = (expected + inCell, observed + counts.GetValueOrDefault(k));
            (expectedLeft, observedLeft) = (expectedLeft - inCell, observedLeft - counts.GetValueOrDefault(k));
            logProbability += Math.Log(rate / (k + 1));
            if (expected < fewest) continue;
            statistic += (observed - expected) * (observed - expected) / expected;
            cells++;
            (expected, observed) = (0, 0);
        }

        expectedLeft += expected;
        observedLeft += observed;
        statistic += (observedLeft - expectedLeft) * (observedLeft - expectedLeft) / expectedLeft;
        Assert.True(statistic < ChiSquared.InvCDF(cells, 1 - FalseAlarm), $"χ² = {statistic} on {cells} degrees of freedom");
    }

    [Theory]
    [InlineData(2e-4)]
    [InlineData(0.5)]
    [InlineData(9.99)]
    [InlineData(10)]
    [InlineData(1e3)]
    [InlineData(1e6)]
    [InlineData(9e8)]
    [InlineData(1e15)]
    public void Mean_and_variance_of_counts_are_the_rate(double rate)
    {
        const int samples = 1_000_000;
        double sum = 0, squares = 0;
        foreach (double count in Draw(rate, samples))
        {
            sum += count - rate;
            squares += (count - rate) * (count - rate);
        }

        Assert.InRange(sum / Math.Sqrt(samples * rate), -RareDeviation, RareDeviation);
        Assert.InRange((squares - (samples * rate)) / Math.Sqrt(samples * (rate + (2 * rate * rate))), -RareDeviation, RareDeviation);
    }

    [Fact]
    public void A_rate_of_1e_8_gives_next_to_no_counts()
    {
        // A hundredth of an event is expected in all: three have probability 1.7e-7.
        double[] counts = [.. Draw(1e-8, 1_000_000)];
        Assert.True(counts.Sum() < 3);
    }

    [Fact]
    public void Base_measure_is_the_inverse_factorial()
    {
        double logFactorial = 0;
        for (int k = 0; k < 20_000; k++)
        {
            if (k > 0) logFactorial += Math.Log(k);
            Assert.True(Math.Abs(Family.LogBaseMeasure([k]) + logFactorial) <= 1e-12 * logFactorial, $"log {k}!");
        }

        // Stirling's series at a count beyond an int.
        double large = 1e10, stirling = (large * Math.Log(large)) - large + (0.5 * Math.Log(2 * Math.PI * large));
        Assert.Equal(1, -Family.LogBaseMeasure([large]) / stirling, 1e-14);
    }

    [Fact]
    public void Divergence_of_a_rate_that_underflows_is_the_other_rate() =>
        Assert.Equal(1, Family.KullbackLeibler([-800], [0]), 1e-12);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1e9, true)]
    [InlineData(-1, false)]
    [InlineData(0.5, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void Support_is_the_counts(double value, bool expected) => Assert.Equal(expected, Family.IsInSupport([value]));

    private static IEnumerable<double> Draw(double rate, int samples)
    {
        RandomSequence random = RandomStream.FromSeed(1).Split($"{rate}").From();
        double[] outcome = new double[1];
        for (int k = 0; k < samples; k++)
        {
            Family.Sample([Math.Log(rate)], ref random, outcome);
            yield return outcome[0];
        }
    }
}
