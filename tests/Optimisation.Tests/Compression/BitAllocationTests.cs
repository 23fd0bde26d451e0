using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Optimisation.Compression.Quantisation;

namespace Neuromanifold.Optimisation.Tests.Compression;

public sealed class BitAllocationTests
{
    private const int MostTried = 6;

    [Fact]
    public void Groups_of_one_size_get_the_optimum_of_all_allocations()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            (double[] weights, _, RandomSequence random) = Draw(seed);
            int size = 1 + random.NextInteger(20);
            int[] sizes = [.. weights.Select(_ => size)];
            double budget = random.NextInteger(MostTried * size * weights.Length / 2);
            int[] bits = [.. BitAllocation.Whole(weights, sizes, budget)];
            Assert.True(sizes.Zip(bits, (n, b) => n * b).Sum() <= budget);
            double best = Best(weights, sizes, budget, new int[weights.Length], 0);
            Close.Assert(best, BitAllocation.Cost(weights, sizes, bits), 1e-12, $"seed {seed}");
        }
    }

    [Fact]
    public void Groups_of_any_size_cost_no_more_than_the_optimum_without_the_largest_group_of_bits_and_no_less_than_the_optimum()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            (double[] weights, int[] sizes, RandomSequence random) = Draw(seed);
            double budget = sizes.Max() + random.NextInteger(MostTried * sizes.Sum() / 2);
            int[] bits = [.. BitAllocation.Whole(weights, sizes, budget)];
            double found = BitAllocation.Cost(weights, sizes, bits);
            Assert.True(sizes.Zip(bits, (n, b) => n * b).Sum() <= budget);
            Assert.True(found >= Best(weights, sizes, budget, new int[weights.Length], 0) * (1 - 1e-12));
            Assert.True(found <= Best(weights, sizes, budget - sizes.Max(), new int[weights.Length], 0) * (1 + 1e-12));
        }
    }

    [Fact]
    public void Real_bits_spend_the_budget_and_differ_by_half_the_logarithm_where_nothing_is_clipped()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            (double[] weights, int[] sizes, RandomSequence random) = Draw(seed);
            double budget = sizes.Sum() * (1 + (5 * random.NextUniform()));
            double[] bits = BitAllocation.Real(weights, sizes, budget);
            Close.Assert(budget, bits.Zip(sizes, (b, n) => b * n).Sum(), 1e-9);
            double[] constants = [.. Enumerable.Range(0, bits.Length).Where(g => bits[g] is > 0 and < BitAllocation.MostBits).Select(g => bits[g] - (0.5 * Math.Log2(weights[g])))];
            foreach (double constant in constants) Close.Assert(constants[0], constant, 1e-9);
            for (int g = 0; g < bits.Length; g++) Assert.True(bits[g] > 0 || constants.Length == 0 || constants[0] + (0.5 * Math.Log2(weights[g])) <= 1e-9);
        }
    }

    [Fact]
    public void A_group_without_weight_gets_nothing_and_a_large_budget_fills_the_others()
    {
        Assert.Equal([BitAllocation.MostBits, 0, BitAllocation.MostBits], BitAllocation.Whole([2, 0, 1e-9], [3, 4, 5], 1e6));
        Assert.Equal([0, 0], BitAllocation.Whole([0, 0], [3, 4], 100));
        Assert.Equal([0, 0], BitAllocation.Whole([1, 1], [3, 4], 0));
    }

    [Fact]
    public void A_tensor_that_holds_most_parameters_is_not_left_a_bit_short()
    {
        // Rounded down, the first group has 2 bits and the rest of the budget is wasted on the second.
        int[] sizes = [1000, 100];
        int[] bits = [.. BitAllocation.Whole([1, 3], sizes, 3300)];
        Assert.Equal([3, 3], bits);
    }

    [Fact]
    public void What_is_no_weight_size_or_budget_is_refused()
    {
        Assert.Throws<ArgumentException>(() => BitAllocation.Whole([1], [1, 2], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => BitAllocation.Whole([double.NaN], [1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => BitAllocation.Whole([-1], [1], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => BitAllocation.Whole([1], [0], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => BitAllocation.Whole([1], [1], double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => BitAllocation.Whole([1], [1], -1));
    }

    private static (double[] Weights, int[] Sizes, RandomSequence Random) Draw(int seed)
    {
        RandomSequence random = RandomStream.FromSeed(seed).From();
        int groups = 1 + random.NextInteger(5);
        double[] weights = new double[groups];
        int[] sizes = new int[groups];
        for (int g = 0; g < groups; g++)
        {
            weights[g] = Math.Exp(3 * random.NextNormal());
            sizes[g] = 1 + random.NextInteger(30);
        }

        return (weights, sizes, random);
    }

    // The least cost over all allocations of at most so many bits a group.
    private static double Best(double[] weights, int[] sizes, double budget, int[] bits, int group)
    {
        if (group == bits.Length) return BitAllocation.Cost(weights, sizes, bits);
        double best = double.PositiveInfinity;
        for (int b = 0; b <= BitAllocation.MostBits && (double)b * sizes[group] <= budget; b++)
        {
            bits[group] = b;
            best = Math.Min(best, Best(weights, sizes, budget - (b * sizes[group]), bits, group + 1));
        }

        return best;
    }
}
