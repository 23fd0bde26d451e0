
namespace Neuromanifold.References.Likelihoods;

/// <summary>
/// A family as a list of its outcomes, each standing for a cell of the support, and two formulas from a textbook: every moment is a sum over the list.
/// </summary>
public sealed class LikelihoodTwin(double[][] outcomes, double cell, Func<double[], double[]> statistic, Func<double[], double[], double> density)
{
    public double[][] Outcomes => outcomes;

    public double[] Statistic(double[] outcome) => statistic(outcome);

    public double Density(double[] parameters, double[] outcome) => density(parameters, outcome);

    /// <summary>Σ p(y) f(y) over the list, without the outcomes so improbable that f's own formulas underflow there.</summary>
    public double Expectation(double[] parameters, Func<double[], double> f) => outcomes
        .Select(outcome => (outcome, probability: cell * density(parameters, outcome)))
        .Where(term => term.probability > 1e-40)
        .Sum(term => term.probability * f(term.outcome));

    public double[] Mean(double[] parameters) =>
        [.. Enumerable.Range(0, parameters.Length).Select(a => Expectation(parameters, outcome => statistic(outcome)[a]))];

    public double Covariance(double[] parameters, double[] u, double[] v)
    {
        double[] mean = Mean(parameters);
        return Expectation(parameters, outcome => Deviation(outcome, mean, u) * Deviation(outcome, mean, v));
    }

    /// <summary>K(u,u,v,v).</summary>
    public double FourthCentralMoment(double[] parameters, double[] u, double[] v)
    {
        double[] mean = Mean(parameters);
        return Expectation(parameters, outcome => Math.Pow(Deviation(outcome, mean, u), 2) * Math.Pow(Deviation(outcome, mean, v), 2));
    }

    public double KullbackLeibler(double[] parameters, double[] reference) =>
        Expectation(parameters, outcome => Math.Log(density(parameters, outcome)) - Math.Log(density(reference, outcome)));

    private double Deviation(double[] outcome, double[] mean, double[] u) =>
        statistic(outcome).Zip(mean, (t, m) => t - m).Zip(u, (d, weight) => d * weight).Sum();
}
