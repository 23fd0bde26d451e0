using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.Fisher.Tests.Variances;

/// <summary>A family's outcomes as a list of weights and scores t(y) − η: all of a categorical or Bernoulli head, all likely ones of a Poisson head, a grid for a normal one.</summary>
internal sealed class LabelExpectation
{
    private readonly List<(double Weight, double[] Score)> _outcomes = [];

    public LabelExpectation(Likelihood likelihood, double[] natural)
    {
        double[] mean = new double[natural.Length], statistic = new double[natural.Length];
        likelihood.Mean(natural, mean);
        foreach ((double[] outcome, double measure) in List(likelihood, mean))
        {
            likelihood.SufficientStatistic(outcome, statistic);
            _outcomes.Add((measure * Math.Exp(likelihood.LogDensity(natural, outcome)), [.. statistic.Zip(mean, (t, eta) => t - eta)]));
        }

        Assert.Equal(1, _outcomes.Sum(outcome => outcome.Weight), 1e-9);
    }

    /// <summary>The outcomes.</summary>
    public IReadOnlyList<(double Weight, double[] Score)> Outcomes => _outcomes;

    /// <summary>E[value(t − η)].</summary>
    public double Of(Func<double[], double> value) => _outcomes.Sum(outcome => outcome.Weight * value(outcome.Score));

    private static IEnumerable<(double[] Outcome, double Measure)> List(Likelihood likelihood, double[] mean)
    {
        switch (likelihood)
        {
            case CategoricalLikelihood:
                return Enumerable.Range(0, mean.Length).Select(label => (new double[] { label }, 1.0));
            case BernoulliLikelihood:
                return Product([.. mean.Select(_ => new[] { 0.0, 1.0 })], 1);
            case PoissonLikelihood:
                return Product([.. mean.Select(rate => Enumerable.Range(0, 14 + (int)(rate + (9 * Math.Sqrt(rate)))).Select(count => (double)count).ToArray())], 1);
            default:
                // The trapezium rule converges faster than any power for a normal density.
                double deviation = Math.Sqrt(((NormalLikelihood)likelihood).OutcomeVariance), step = 0.35 * deviation;
                return Product([.. mean.Select(statistic => Enumerable.Range(-24, 49).Select(k => (statistic * deviation * deviation) + (k * step)).ToArray())], Math.Pow(step, mean.Length));
        }
    }

    private static IEnumerable<(double[] Outcome, double Measure)> Product(double[][] values, double measure)
    {
        int[] places = new int[values.Length];
        while (true)
        {
            yield return ([.. places.Select((place, a) => values[a][place])], measure);
            int last = values.Length - 1;
            while (last >= 0 && ++places[last] == values[last].Length) places[last--] = 0;
            if (last < 0) yield break;
        }
    }
}
