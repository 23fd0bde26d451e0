namespace Neuromanifold.Studies.Conditioning;

/// <summary>The rate with which a descent ends in the fewest steps: a search on a grid of rates, then on a finer one.</summary>
/// <param name="Coarse">The ratio of neighbours on the first grid.</param>
/// <param name="Reach">How many of them are tried on each side of the guess.</param>
/// <param name="Fine">The ratio of neighbours on the second grid, which fills the gap beside the best of the first.</param>
internal sealed record BestRate(double Coarse, int Reach, double Fine)
{
    /// <summary>The fewest steps, and the rate that took them; null where no rate ends.</summary>
    /// <param name="run">The steps of the descent at a rate, or null where it takes more than so many.</param>
    /// <param name="guess">Where the search starts.</param>
    /// <param name="maximum">The steps after which a rate is given up.</param>
    public (int Steps, double Rate)? Of(Func<double, int, int?> run, double guess, int maximum)
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
                    if (run(rate, best is { } so ? so.Steps - 1 : maximum) is { } steps) best = (steps, rate);
                }
            }
        }
    }
}
