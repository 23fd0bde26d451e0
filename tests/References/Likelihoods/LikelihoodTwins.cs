
namespace Neuromanifold.References.Likelihoods;

/// <summary>The likelihoods by their textbook formulas, for parameters of moderate size.</summary>
public static class LikelihoodTwins
{
    public static LikelihoodTwin Categorical(int labelCount)
    {
        double[][] labels = [.. Enumerable.Range(0, labelCount).Select(label => new double[] { label })];
        return new(labels, 1, OneHot, (θ, y) => Math.Exp(θ[(int)y[0]]) / θ.Sum(Math.Exp));

        double[] OneHot(double[] outcome)
        {
            double[] statistic = new double[labelCount];
            statistic[(int)outcome[0]] = 1;
            return statistic;
        }
    }

    public static LikelihoodTwin Bernoulli(int dimension) =>
        new(Grid(dimension, [0, 1]), 1, y => y, Product((θ, y) => y == 1 ? Math.Exp(θ) / (1 + Math.Exp(θ)) : 1 / (1 + Math.Exp(θ))));

    /// <summary>Counts up to 120: for rates up to 40 the rest is below 1e-21.</summary>
    public static LikelihoodTwin Poisson(int dimension)
    {
        double[] factorials = new double[121];
        factorials[0] = 1;
        for (int k = 1; k < factorials.Length; k++) factorials[k] = k * factorials[k - 1];
        double[] counts = [.. Enumerable.Range(0, factorials.Length).Select(k => (double)k)];
        return new(Grid(dimension, counts), 1, y => y, Product((θ, y) => Math.Exp((y * θ) - Math.Exp(θ)) / factorials[(int)y]));
    }

    /// <summary>The trapezoidal rule with a step of a third of a deviation, exact to 1e-70 for a normal density; for means within ±6 deviations.</summary>
    public static LikelihoodTwin Normal(int dimension, double variance)
    {
        double step = Math.Sqrt(variance) / 3;
        double[] points = [.. Enumerable.Range(-50, 101).Select(k => k * step)];
        return new(
            Grid(dimension, points),
            Math.Pow(step, dimension),
            y => [.. y.Select(value => value / variance)],
            Product((θ, y) => Math.Exp(-(y - θ) * (y - θ) / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance)));
    }

    private static double[][] Grid(int dimension, double[] values) => dimension == 0
        ? [[]]
        : [.. Grid(dimension - 1, values).SelectMany(rest => values.Select(value => (double[])[.. rest, value]))];

    private static Func<double[], double[], double> Product(Func<double, double, double> density) =>
        (θ, y) => θ.Zip(y, density).Aggregate(1.0, (product, factor) => product * factor);
}
