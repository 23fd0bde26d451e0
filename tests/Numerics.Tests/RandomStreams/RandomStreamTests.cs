using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Numerics.Tests.RandomStreams;

/// <summary>Seeds are fixed, so each test fails always or never; the stated rate is that of a false alarm over the choice of the seed.</summary>
public sealed class RandomStreamTests
{
    // P(|z| > 4.9) ≈ 1e-6 for a standard normal z.
    private const double AlarmAt = 4.9;

    [Fact]
    public void A_sequence_resumes_at_any_position_to_the_bit()
    {
        RandomStream stream = RandomStream.FromSeed(11).Split("resume");
        RandomSequence whole = stream.From();
        uint[] words = new uint[64];
        for (int i = 0; i < words.Length; i++) words[i] = whole.NextWord();
        for (int start = 0; start < words.Length; start++)
        {
            RandomSequence resumed = stream.From((ulong)start);
            for (int i = start; i < words.Length; i++) Assert.Equal(words[i], resumed.NextWord());
            Assert.Equal((ulong)words.Length, resumed.Position);
        }
    }

    [Fact]
    public void Normals_use_four_words_each_so_that_a_draw_can_be_addressed()
    {
        RandomStream stream = RandomStream.FromSeed(12);
        RandomSequence all = stream.From();
        double[] normals = new double[10];
        all.FillNormal<double>(normals);
        for (int i = 0; i < normals.Length; i++)
        {
            RandomSequence one = stream.From((ulong)(4 * i));
            Assert.Equal(normals[i], one.NextNormal());
        }
    }

    [Fact]
    public void Equal_paths_give_equal_streams_and_different_ones_different_words()
    {
        RandomStream root = RandomStream.FromSeed(13);
        Assert.Equal(root.Split("dropout").Split(3), RandomStream.FromSeed(13).Split("dropout").Split(3));
        Assert.True(root.Split("dropout") != root.Split("noise"), "Two names gave one stream.");
        RandomStream[] streams =
        [
            root, RandomStream.FromSeed(14), root.Split("a"), root.Split("b"), root.Split(0), root.Split(1), root.Split(-1), root.Split("0"),
            root.Split("a").Split("b"), root.Split("b").Split("a"), root.Split(0).Split(1), root.Split(1).Split(0),
        ];
        Assert.Equal(streams.Length * 64, streams.SelectMany(FirstBlocks).Distinct().Count());

        static IEnumerable<(uint A, uint B, uint C, uint D)> FirstBlocks(RandomStream stream) => Enumerable.Range(0, 64).Select(i => stream.Block((ulong)i));
    }

    // False-alarm rate over all 28 pairs: below 28 · 1e-6.
    [Fact]
    public void Streams_of_one_parent_are_uncorrelated_with_it_and_with_each_other()
    {
        const int Draws = 100_000;
        RandomStream root = RandomStream.FromSeed(15);
        RandomStream[] streams = [root, root.Split("a"), root.Split("b"), root.Split(0), root.Split(1), root.Split(2), root.Split("a").Split(0), RandomStream.FromSeed(16)];
        double[][] draws = [.. streams.Select(Standardised)];
        for (int i = 0; i < draws.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double z = draws[i].Zip(draws[j], (x, y) => x * y).Sum() / Math.Sqrt(Draws);
                Assert.True(Math.Abs(z) < AlarmAt, $"Streams {i} and {j} correlate: z = {z}.");
            }
        }

        static double[] Standardised(RandomStream stream)
        {
            RandomSequence sequence = stream.From();
            double[] result = new double[Draws];
            for (int i = 0; i < Draws; i++) result[i] = (sequence.NextUniform() - 0.5) * Math.Sqrt(12);
            return result;
        }
    }

    // χ² with 255 degrees of freedom, as a z-value: false-alarm rate 1e-6.
    [Fact]
    public void Pairs_of_bits_from_neighbouring_children_fill_all_cells_alike()
    {
        const int Children = 100_000;
        RandomStream root = RandomStream.FromSeed(17).Split("examples");
        int[] cells = new int[256];
        uint last = root.Split(0).Block(0).A >> 28;
        for (int child = 1; child <= Children; child++)
        {
            uint word = root.Split(child).Block(0).A >> 28;
            cells[(16 * last) + word]++;
            last = word;
        }

        Assert.InRange(ChiSquareAsNormal(cells, Children), -AlarmAt, AlarmAt);
    }

    // χ² for each of five bounds: false-alarm rate 5e-6. A word modulo 3·2³⁰ would hit the lower third twice as often.
    [Fact]
    public void Integers_are_uniform_below_their_bound_even_near_the_largest()
    {
        const int Draws = 60_000;
        foreach (int bound in new[] { 2, 3, 10, 1000, 3 << 29 })
        {
            RandomSequence random = RandomStream.FromSeed(bound).Split("integers").From();
            int[] cells = new int[Math.Min(bound, 12)];
            int used = 0;
            for (int draw = 0; draw < Draws; draw++)
            {
                int value = random.NextInteger(bound);
                Assert.InRange(value, 0, bound - 1);
                if (bound / cells.Length * cells.Length <= value) continue;
                cells[value / (bound / cells.Length)]++;
                used++;
            }

            Assert.InRange(ChiSquareAsNormal(cells, used), -AlarmAt, AlarmAt);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => RandomStream.FromSeed(0).From().NextInteger(0));
    }

    // Means and variances of x … x⁴ under N(0, 1): 0, 1, 0, 3 and 1, 2, 15, 96; false-alarm rate 4e-6.
    [Fact]
    public void Normals_have_the_moments_of_the_standard_normal()
    {
        const int Draws = 400_000;
        double[] draws = new double[Draws];
        RandomSequence random = RandomStream.FromSeed(18).From();
        random.FillNormal<double>(draws);
        (double Mean, double Variance)[] moments = [(0, 1), (1, 2), (0, 15), (3, 96)];
        for (int power = 1; power <= 4; power++)
        {
            (double mean, double variance) = moments[power - 1];
            double z = draws.Sum(x => Math.Pow(x, power) - mean) / Math.Sqrt(Draws * variance);
            Assert.True(Math.Abs(z) < AlarmAt, $"The mean of power {power} is off: z = {z}.");
        }
    }

    // Mean and variance 1/2 and 1/12; χ² over 100 cells; false-alarm rate 2e-6.
    [Fact]
    public void Uniforms_lie_strictly_inside_their_interval_and_fill_it_evenly()
    {
        const int Draws = 200_000;
        RandomSequence random = RandomStream.FromSeed(19).From();
        int[] cells = new int[100];
        double sum = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            double value = random.NextUniform();
            Assert.True(value is > 0 and < 1, $"A uniform draw is {value}.");
            cells[(int)(100 * value)]++;
            sum += value;
        }

        Assert.InRange((sum - (Draws / 2.0)) / Math.Sqrt(Draws / 12.0), -AlarmAt, AlarmAt);
        Assert.InRange(ChiSquareAsNormal(cells, Draws), -AlarmAt, AlarmAt);

        float[] scaled = new float[1000];
        random.FillUniform<float>(scaled, -2, 3);
        Assert.All(scaled, value => Assert.InRange(value, -2, 3));
        Assert.True(scaled.Min() < -1.9 && scaled.Max() > 2.9, "The interval is not filled.");
    }

    [Fact]
    public void The_extreme_words_give_uniforms_inside_and_symmetric()
    {
        Assert.True(RandomSequence.ToUniform(0) > 0, "The smallest uniform is 0.");
        Assert.True(RandomSequence.ToUniform(ulong.MaxValue) < 1, "The largest uniform is 1.");
        Assert.Equal(RandomSequence.ToUniform(0), 1 - RandomSequence.ToUniform(ulong.MaxValue));
        Assert.Equal(1, RandomSequence.ToUniform(ulong.MaxValue / 2) + RandomSequence.ToUniform((ulong.MaxValue / 2) + 1));
    }

    // χ² over the 24 orders of four: false-alarm rate 1e-6.
    [Fact]
    public void Permutations_come_in_every_order_alike()
    {
        const int Draws = 48_000;
        RandomSequence random = RandomStream.FromSeed(20).From();
        Dictionary<int, int> orders = [];
        int[] permutation = new int[4];
        for (int draw = 0; draw < Draws; draw++)
        {
            random.FillPermutation(permutation);
            int code = permutation.Aggregate(0, (sum, digit) => (10 * sum) + digit);
            orders[code] = orders.GetValueOrDefault(code) + 1;
        }

        Assert.Equal(24, orders.Count);
        Assert.InRange(ChiSquareAsNormal([.. orders.Values], Draws), -AlarmAt, AlarmAt);
    }

    // Wilson and Hilferty: (χ²/n)^⅓ is nearly normal with mean 1 − 2/(9n) and variance 2/(9n).
    private static double ChiSquareAsNormal(int[] cells, int draws)
    {
        double expected = (double)draws / cells.Length, freedom = cells.Length - 1;
        double chiSquare = cells.Sum(count => (count - expected) * (count - expected) / expected);
        return (Math.Cbrt(chiSquare / freedom) - 1 + (2 / (9 * freedom))) / Math.Sqrt(2 / (9 * freedom));
    }
}
