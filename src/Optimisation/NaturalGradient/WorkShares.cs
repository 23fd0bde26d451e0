namespace Neuromanifold.Optimisation.NaturalGradient;

/// <summary>Who does which piece of a refresh, the same for every run with as many members.</summary>
internal static class WorkShares
{
    /// <summary>The owner of each piece of each block: the dearest piece first, each to the member with the least to do.</summary>
    /// <param name="costs">What each piece of each block costs.</param>
    /// <param name="members">The members.</param>
    public static int[][] ShareOut(IReadOnlyList<IReadOnlyList<double>> costs, int members)
    {
        int[][] owners = [.. costs.Select(block => new int[block.Count])];
        double[] load = new double[members];
        foreach ((int block, int piece) in costs
            .SelectMany((block, index) => Enumerable.Range(0, block.Count).Select(piece => (index, piece)))
            .OrderByDescending(item => costs[item.index][item.piece]))
        {
            int owner = Array.IndexOf(load, load.Min());
            owners[block][piece] = owner;
            load[owner] += costs[block][piece];
        }

        return owners;
    }
}
