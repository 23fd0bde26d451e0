using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Numerics.Tests.Collectives;

public sealed class PartitionTests
{
    [Fact]
    public void Shares_follow_one_another_cover_everything_and_differ_by_at_most_a_unit()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            RandomSequence random = RandomStream.FromSeed(seed).From();
            int count = random.NextInteger(seed % 2 == 0 ? 50 : int.MaxValue), size = 1 + random.NextInteger(40), unit = 1 + random.NextInteger(9);
            int next = 0, least = int.MaxValue, most = 0;
            for (int rank = 0; rank < size; rank++)
            {
                (int start, int share) = Partition.Share(count, rank, size, unit);
                Assert.Equal(next, start);
                Assert.True(share == 0 || start % unit == 0, "A share starts within a unit.");
                next = start + share;

                // The last unit may be cut short by the end; it counts as whole.
                int units = (int)(((long)share + unit - 1) / unit);
                (least, most) = (Math.Min(least, units), Math.Max(most, units));
            }

            Assert.Equal(count, next);
            Assert.True(most - least <= 1, $"{count} items in {size} shares of units of {unit}: {least} to {most} units.");
        }
    }

    [Fact]
    public void A_group_of_one_has_everything_and_sums_to_itself()
    {
        double[] values = [1, 2];
        SingleProcess.Instance.Sum<double>(values);
        SingleProcess.Instance.Barrier();
        Assert.Equal([1, 2], values);
        Assert.Equal((0, 17), SingleProcess.Instance.Share(17));
    }
}
