using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.Geometry;
using Neuromanifold.Manifolds.NaturalGradient;
using Neuromanifold.Manifolds.Tests.Geometry;
using Neuromanifold.Numerics.Errors;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Tests.NaturalGradient;

public sealed class OnlineNaturalGradientTests
{
    [Fact]
    public void In_the_expectation_chart_the_estimate_is_the_mean_of_the_statistics()
    {
        ExponentialFamily family = GeometryCase.Named("gamma");
        Matrix<double> outcomes = family.At(2, 1).Sample(100, RandomStream.FromSeed(41));
        double[] start = GeometryCase.Coordinates(family.At(1, 1), Chart.Expectation), mean = [.. start.Select(value => value * 3)], statistic = new double[2];
        OnlineNaturalGradient estimate = new(family.Manifold(Chart.Expectation), start, 3);
        for (int row = 0; row < outcomes.Rows; row++)
        {
            estimate.Observe(outcomes.Row(row));
            family.SufficientStatistic(outcomes.Row(row), statistic);
            for (int place = 0; place < 2; place++) mean[place] += statistic[place];
        }

        Close.To([.. mean.Select(value => value / 103)], estimate.Point, 1e-12, "mean of statistics");
        Assert.Equal(100, estimate.Count);
        Assert.Equal(0, estimate.Shortened);
    }

    // n (x̂ − x)ᵀ g (x̂ − x) is χ² of d degrees as n grows: its mean over repetitions against d at 4 standard errors, one false alarm in
    // 16,000. The start is the maximum of the likelihood of the first outcomes, and weighs as many.
    [Theory]
    [InlineData("normal", Chart.Usual, 1.0, 2.0)]
    [InlineData("gamma", Chart.Usual, 3.0, 2.0)]
    [InlineData("gamma", Chart.Natural, 3.0, 2.0)]
    [InlineData("poisson", Chart.Natural, 4.0, 0)]
    public void The_variance_reaches_the_bound_of_Cramer_and_Rao(string name, Chart chart, double first, double second)
    {
        const int Repetitions = 200, Start = 50;
        ExponentialFamily family = GeometryCase.Named(name);
        int d = family.Dimension;
        Distribution truth = d == 1 ? family.At(first) : family.At(first, second);
        StatisticalManifold manifold = family.Manifold(chart);
        double[] at = GeometryCase.Coordinates(truth, chart), error = new double[d];
        foreach (int outcomes in new[] { 200, 800 })
        {
            double sum = 0, squares = 0;
            for (int repetition = 0; repetition < Repetitions; repetition++)
            {
                Matrix<double> sample = truth.Sample(outcomes, RandomStream.FromSeed(42).Split(name).Split(outcomes).Split(repetition));
                Distribution begun = family.At(family.MaximumLikelihood(sample.View.RowRange(0, Start)));
                OnlineNaturalGradient estimate = new(manifold, GeometryCase.Coordinates(begun, chart), Start);
                for (int row = Start; row < outcomes; row++) estimate.Observe(sample.Row(row));
                for (int place = 0; place < d; place++) error[place] = estimate.Point[place] - at[place];
                double scaled = manifold.InnerProduct(at, error, error) * outcomes;
                sum += scaled;
                squares += scaled * scaled;
            }

            double mean = sum / Repetitions, deviation = Math.Sqrt(((squares / Repetitions) - (mean * mean)) / Repetitions);
            Assert.InRange((mean - d) / deviation, -4, 4);
        }
    }

    [Fact]
    public void Impossible_outcomes_and_starts_are_refused()
    {
        ExponentialFamily family = GeometryCase.Named("gamma");
        Assert.Throws<InvalidInputException>(() => new OnlineNaturalGradient(family.UsualManifold, [1, 1]).Observe([-1]));
        Assert.Throws<InvalidInputException>(() => new OnlineNaturalGradient(family.UsualManifold, [1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OnlineNaturalGradient(family.UsualManifold, [1, 1], -1));
        RandomSequence random = RandomStream.FromSeed(1).From();
        Assert.Throws<ArgumentException>(() => new OnlineNaturalGradient(GeometryCase.RandomField(2, ref random), [1, 1]));
    }
}
