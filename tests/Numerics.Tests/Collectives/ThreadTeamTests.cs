using Neuromanifold.Numerics.Collectives;
using Neuromanifold.Numerics.RandomStreams;

namespace Neuromanifold.Numerics.Tests.Collectives;

[Collection(nameof(Blas.NativeLibraryTests))]
public sealed class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_sum_is_taken_in_the_order_of_ranks_and_has_the_same_bits_for_all(int size)
    {
        using ThreadTeam team = new(size);
        RandomSequence random = RandomStream.FromSeed(size).From();
        float[][] parts = [.. Enumerable.Range(0, size).Select(_ => new float[1000])];
        foreach (float[] part in parts) random.FillNormal<float>(part);
        float[] expected = [.. parts[0]];
        foreach (float[] part in parts.Skip(1))
        {
            for (int i = 0; i < expected.Length; i++) expected[i] += part[i];
        }

        team.Run(member => member.Sum<float>(parts[member.Rank]));
        foreach (float[] part in parts) Assert.Equal(expected, part);
    }

    [Fact]
    public void Sums_that_follow_each_other_at_different_paces_and_lengths_do_not_mix()
    {
        const int Size = 3, Rounds = 2000;
        using ThreadTeam team = new(Size);
        int wrong = 0;
        for (int run = 0; run < 3; run++)
        {
            bool fails = run == 1;
            void Program(ICommunicator member)
            {
                for (int round = 0; round < Rounds; round++)
                {
                    // One member stops while the others exchange: the run after it begins in step all the same.
                    if (fails && round == 501 && member.Rank == 1) throw new InvalidOperationException("stop");
                    if (round % 97 == member.Rank) Thread.SpinWait(2000);
                    double[] values = new double[1 + (round * 7 % 50)];
                    Array.Fill(values, round + (1000 * member.Rank));
                    member.Sum<double>(values);
                    float[] singles = [member.Rank == 0 ? round : 1];
                    member.Sum<float>(singles);
                    if (Array.Exists(values, value => value != (Size * round) + 3000) || singles[0] != round + 2) Interlocked.Increment(ref wrong);
                }
            }

            if (fails) Assert.Throws<InvalidOperationException>(() => team.Run(Program));
            else team.Run(Program);
        }

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void A_member_that_fails_releases_the_others_and_the_team_goes_on()
    {
        using ThreadTeam team = new(3);
        RandomSequence random = RandomStream.FromSeed(1).From();
        int completed = 0;
        for (int round = 0; round < 2000; round++)
        {
            int failing = random.NextInteger(6);
            void Program(ICommunicator member)
            {
                member.Barrier();
                if (member.Rank == failing) throw new InvalidOperationException($"member {failing}");
                member.Barrier();
                if (member.Rank == 0) completed++;
            }

            if (failing < 3) Assert.Equal($"member {failing}", Assert.Throws<InvalidOperationException>(() => team.Run(Program)).Message);
            else team.Run(Program);
        }

        Assert.True(completed > 0);
    }

    [Fact]
    public void Members_that_have_fallen_asleep_wake_up()
    {
        using ThreadTeam team = new(2);
        int runs = 0;
        for (int i = 0; i < 5; i++)
        {
            Thread.Sleep(20);
            team.Run(member =>
            {
                if (member.Rank == 1) Thread.Sleep(5);
                member.Barrier();
                Interlocked.Increment(ref runs);
            });
        }

        Assert.Equal(10, runs);
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        using ThreadTeam team = new(2);
        double[][] values = [new double[64], new double[64]];
        Action<ICommunicator> program = member => member.Sum<double>(values[member.Rank]);
        for (int i = 0; i < 200; i++) team.Run(program);
        long before = GC.GetAllocatedBytesForCurrentThread();
        team.Run(program);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_team_that_is_gone_or_busy_refuses_programs()
    {
        ThreadTeam team = new(2);
        Assert.Throws<InvalidOperationException>(() => team.Run(member =>
        {
            if (member.Rank == 0) team.Run(_ => { });
        }));
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(_ => { }));
    }
}
