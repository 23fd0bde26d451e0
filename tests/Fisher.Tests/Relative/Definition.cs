namespace Neuromanifold.Fisher.Tests.Relative;

/// <summary>E[∂ln p ∂ln pᵀ] over all outcomes of a subsystem, scores by finite differences of ln p.</summary>
internal static class Definition
{
    private const double Step = 1e-5;

    /// <summary>The mean over references of the relative Fisher information.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="references">Their number.</param>
    /// <param name="outcomes">All outcomes at a reference, each with its probability, at θ.</param>
    /// <param name="logDensity">ln p(y | θ, reference).</param>
    public static double[,] Information(double[] parameters, int references, Func<int, IEnumerable<(double[] Outcome, double Weight)>> outcomes, Func<double[], double[], int, double> logDensity)
    {
        int order = parameters.Length;
        double[,] sum = new double[order, order];
        double[] score = new double[order], moved = [.. parameters];
        for (int r = 0; r < references; r++)
        {
            foreach ((double[] outcome, double weight) in outcomes(r))
            {
                if (weight < 1e-14) continue;
                for (int i = 0; i < order; i++)
                {
                    moved[i] = parameters[i] + Step;
                    double above = logDensity(outcome, moved, r);
                    moved[i] = parameters[i] - Step;
                    score[i] = (above - logDensity(outcome, moved, r)) / (2 * Step);
                    moved[i] = parameters[i];
                }

                for (int i = 0; i < order; i++)
                {
                    for (int j = 0; j < order; j++) sum[i, j] += weight * score[i] * score[j] / references;
                }
            }
        }

        return sum;
    }

    /// <summary>All outcomes of independent units.</summary>
    public static IEnumerable<(double[] Outcome, double Weight)> Product((double Outcome, double Weight)[][] units)
    {
        IEnumerable<(double[] Outcome, double Weight)> all = [([], 1.0)];
        foreach ((double Outcome, double Weight)[] unit in units)
            all = [.. all.SelectMany(partial => unit.Select(next => ((double[])[.. partial.Outcome, next.Outcome], partial.Weight * next.Weight)))];
        return all;
    }
}
