using Neuromanifold.Manifolds.NaturalGradient;

namespace Neuromanifold.Experiments.Studies.Conditioning;

/// <summary>The rate with which a descent converges in the fewest steps: a search on a grid of rates, then on a finer one.</summary>
internal static class BestRate
{
    private const double Coarse = 1.19, Fine = 1.03;
    private const int Reach = 10;

    /// <summary>The fewest steps, and the rate that took them; null where no rate converges.</summary>
    /// <param name="run">The descent at a rate, within so many steps.</param>
    /// <param name="guess">Where the search starts.</param>
    /// <param name="most">The steps after which a rate is given up.</param>
    public static (int Steps, double Rate)? Of(Func<double, int, DescentResult> run, double guess, int most)
    {
        (int Steps, double Rate)? best = null;
        Search(guess, Coarse, Reach);
        if (best is { } found) Search(found.Rate, Fine, (int)Math.Ceiling(Math.Log(Coarse) / Math.Log(Fine)));
        return best;

        // A rate is worth no more steps than the best one took.
        void Search(double centre, double factor, int reach)
        {
            for (int away = 0; away <= reach; away++)
            {
                foreach (int sign in away == 0 ? [0] : new[] { -1, 1 })
                {
                    double rate = centre * Math.Pow(factor, sign * away);
                    DescentResult result = run(rate, best is { } so ? so.Steps - 1 : most);
                    if (result.End == DescentEnd.Converged) best = (result.Steps, rate);
                }
            }
        }
    }
}
