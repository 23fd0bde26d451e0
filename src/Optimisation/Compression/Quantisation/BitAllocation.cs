using System.Collections.Immutable;

namespace Neuromanifold.Optimisation.Compression.Quantisation;

/// <summary>
/// Shares bits out among groups so that Σ n_g w_g 4^−b_g is least under Σ n_g b_g ≤ budget: with w_g the mean of I_ii · range² over a
/// group this is, up to 1/24, the divergence that rounding makes. Hence b_g = const + ½ log₂ w_g: a parameter is kept as precisely as
/// the Cramér–Rao bound says it is known. Sources: [Sun24], for the principle; [GershoGray92], ch. 8, for the rule.
/// </summary>
public static class BitAllocation
{
    /// <summary>More bits than any parameter is given.</summary>
    public const int MostBits = 16;

    private const int Halvings = 200;

    // A group is large if it holds more than one such part of all parameters.
    private const int LargeGroups = 64;

    /// <summary>
    /// The optimum in real numbers, from 0 to <see cref="MostBits"/>: what a clipped group does not take is shared out among the others.
    /// </summary>
    /// <param name="weights">w_g, not negative; a group of weight 0 takes nothing.</param>
    /// <param name="sizes">n_g.</param>
    /// <param name="budget">Bits in all.</param>
    public static double[] Real(ReadOnlySpan<double> weights, ReadOnlySpan<int> sizes, double budget)
    {
        Check(weights, sizes, budget);
        double[] logarithms = new double[weights.Length], bits = new double[weights.Length];
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        for (int g = 0; g < weights.Length; g++)
        {
            logarithms[g] = 0.5 * Math.Log2(weights[g]);
            if (weights[g] == 0) continue;
            least = Math.Min(least, logarithms[g]);
            greatest = Math.Max(greatest, logarithms[g]);
        }

        if (least > greatest) return bits;

        // The bits taken grow with the constant: from none at all to the most for every group.
        double low = -greatest, high = MostBits - least;
        if (Fill(high, logarithms, sizes, bits) <= budget) return bits;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = 0.5 * (low + high);
            if (Fill(middle, logarithms, sizes, bits) <= budget) low = middle;
            else high = middle;
        }

        Fill(low, logarithms, sizes, bits);
        return bits;
    }

    /// <summary>
    /// Whole bits: the real optimum rounded down, then bit by bit where one lowers the sum most for its size, as long as the budget
    /// lasts. That is optimal for groups of one size, else no worse than the optimum of a budget smaller by the largest group. A group
    /// that holds much of all parameters leaves much of a budget over, so for each of those a bit more and one less are tried, too.
    /// </summary>
    /// <param name="weights">w_g, not negative.</param>
    /// <param name="sizes">n_g.</param>
    /// <param name="budget">Bits in all.</param>
    public static ImmutableArray<int> Whole(ReadOnlySpan<double> weights, ReadOnlySpan<int> sizes, double budget)
    {
        Check(weights, sizes, budget);
        double[] open = weights.ToArray();
        int[] best = Greedy(open, sizes, budget);
        double all = 0, left = budget, least = Cost(weights, sizes, best);
        foreach (int size in sizes) all += size;
        int[] order = [.. Enumerable.Range(0, sizes.Length)];
        Array.Sort(sizes.ToArray(), order);
        Array.Reverse(order);
        List<int> settled = [];
        foreach (int large in order)
        {
            if (sizes[large] * LargeGroups < all || open[large] == 0) break;
            open[large] = 0;
            settled.Add(large);
            int kept = best[large];
            for (int change = -1; change <= 1; change += 2)
            {
                int tried = kept + change;
                double rest = left - ((double)tried * sizes[large]);
                if (tried is < 0 or > MostBits || rest < 0) continue;
                int[] bits = Greedy(open, sizes, rest);
                foreach (int group in settled) bits[group] = group == large ? tried : best[group];
                double cost = Cost(weights, sizes, bits);
                if (cost >= least) continue;
                (best, least) = (bits, cost);
            }

            left -= (double)best[large] * sizes[large];
        }

        return [.. best];
    }

    /// <summary>Σ n_g w_g 4^−b_g.</summary>
    public static double Cost(ReadOnlySpan<double> weights, ReadOnlySpan<int> sizes, ReadOnlySpan<int> bits)
    {
        double sum = 0;
        for (int g = 0; g < bits.Length; g++) sum += sizes[g] * Math.ScaleB(weights[g], -2 * bits[g]);
        return sum;
    }

    private static int[] Greedy(ReadOnlySpan<double> weights, ReadOnlySpan<int> sizes, double budget)
    {
        double[] real = Real(weights, sizes, budget);
        int[] bits = new int[real.Length];
        double left = budget;
        PriorityQueue<int, double> next = new();
        for (int g = 0; g < bits.Length; g++)
        {
            bits[g] = (int)Math.Floor(real[g]);
            left -= (double)sizes[g] * bits[g];
            Offer(g, weights[g]);
        }

        while (next.TryDequeue(out int g, out _))
        {
            if (sizes[g] > left) continue;
            bits[g]++;
            left -= sizes[g];
            Offer(g, weights[g]);
        }

        return bits;

        // What a bit more lowers a group's part of the sum by is, for each of its parameters, ¾ w 4^−b.
        void Offer(int g, double weight)
        {
            if (weight > 0 && bits[g] < MostBits) next.Enqueue(g, -Math.ScaleB(weight, -2 * bits[g]));
        }
    }

    private static double Fill(double constant, double[] logarithms, ReadOnlySpan<int> sizes, double[] bits)
    {
        double sum = 0;
        for (int g = 0; g < bits.Length; g++)
        {
            bits[g] = Math.Clamp(constant + logarithms[g], 0, MostBits);
            sum += bits[g] * sizes[g];
        }

        return sum;
    }

    private static void Check(ReadOnlySpan<double> weights, ReadOnlySpan<int> sizes, double budget)
    {
        if (weights.Length != sizes.Length) throw new ArgumentException($"There are {weights.Length} weights for {sizes.Length} groups.", nameof(sizes));
        if (!(budget >= 0 && budget < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(budget), budget, "A budget is a finite number of bits.");
        foreach (double weight in weights)
        {
            if (!(weight >= 0 && weight < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(weights), weight, "A weight is a finite number that is not negative.");
        }

        foreach (int size in sizes) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(sizes));
    }
}
