namespace Neuromanifold.Numerics.Collectives;

/// <summary>Shares of work: contiguous, in the order of ranks, their sizes differing by at most one unit.</summary>
public static class Partition
{
    /// <summary>The share of <paramref name="rank"/> in <paramref name="count"/> items, cut at multiples of <paramref name="unit"/>.</summary>
    public static (int Start, int Count) Share(int count, int rank, int size, int unit = 1)
    {
        long units = ((long)count + unit - 1) / unit;
        int start = (int)Math.Min(count, units * rank / size * unit);
        int end = (int)Math.Min(count, units * (rank + 1) / size * unit);
        return (start, end - start);
    }

    /// <summary>The share of a member of a group.</summary>
    public static (int Start, int Count) Share(this ICommunicator group, int count, int unit = 1) => Share(count, group.Rank, group.Size, unit);
}
