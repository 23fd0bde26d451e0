using Neuromanifold.Data.Datasets;
using Neuromanifold.Numerics.RandomStreams;
using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Data.Tests.Datasets;

public sealed class ValidationSplitTests
{
    [Fact]
    public void Every_example_is_on_exactly_one_side()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            RandomSequence sequence = RandomStream.FromSeed(seed).Split("sizes").From();
            int count = 2 + sequence.NextInteger(300);
            double fraction = (1 + sequence.NextInteger(count - 1)) / (double)count;
            ValidationSplit split = ValidationSplit.Of(Numbered(count), fraction, RandomStream.FromSeed(seed));
            Assert.Equal((int)Math.Round(fraction * count), split.HeldOut.Count);
            Assert.Equal(Enumerable.Range(0, count).Select(i => (double)i), split.Training.Outcomes().Concat(split.HeldOut.Outcomes()).Order());
            Assert.Equal(split.HeldOut.Outcomes().Order(), split.HeldOut.Outcomes());
        }
    }

    [Fact]
    public void The_seed_decides_and_nothing_else()
    {
        double[] HeldOut(long seed) => ValidationSplit.Of(Numbered(1000), 0.1, RandomStream.FromSeed(seed)).HeldOut.Outcomes();
        Assert.Equal(HeldOut(5), HeldOut(5));
        Assert.NotEqual(HeldOut(5), HeldOut(6));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(0.04)]
    [InlineData(double.NaN)]
    public void A_fraction_that_empties_a_side_is_refused(double fraction) =>
        Refused.Because(() => ValidationSplit.Of(Numbered(10), fraction, RandomStream.FromSeed(0)), "validation fraction", "of 10 examples", "between 0 and 1");

    private static Examples Numbered(int count) =>
        new(new PixelTable(new byte[count], 1), new Shape(1), new NumberTable<int>([.. Enumerable.Range(0, count)], 1));
}
