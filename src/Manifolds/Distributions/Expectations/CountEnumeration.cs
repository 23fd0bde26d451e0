namespace Neuromanifold.Manifolds.Distributions.Expectations;

/// <summary>Σ φ(p(y), q(y)) over all counts of n trials in T categories.</summary>
internal static class CountEnumeration
{
    private const double MostOutcomes = 1e6;

    /// <summary>The sum, or null where there are too many outcomes.</summary>
    public static Estimate? Of(Distribution p, Distribution q, IPairIntegrand integrand)
    {
        OutcomeSpace.Counts counts = (OutcomeSpace.Counts)p.Family.Outcomes;
        double outcomes = 1;
        for (int category = 1; category < counts.Categories; category++) outcomes *= (counts.Trials + (double)category) / category;
        if (outcomes > MostOutcomes) return null;
        double[] outcome = new double[counts.Categories];
        double sum = 0;
        Place(0, counts.Trials);
        return Estimate.Exact(sum);

        void Place(int category, int left)
        {
            if (category == outcome.Length - 1)
            {
                outcome[category] = left;
                sum += integrand.Value(outcome, p.LogDensity(outcome), q.LogDensity(outcome));
                return;
            }

            for (int count = 0; count <= left; count++)
            {
                outcome[category] = count;
                Place(category + 1, left - count);
            }
        }
    }
}
