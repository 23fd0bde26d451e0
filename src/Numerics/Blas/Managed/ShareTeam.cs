namespace Neuromanifold.Numerics.Blas.Managed;

/// <summary>
/// Threads that wait for shares of a product; made when first needed, kept until the process ends. The caller does share 0. While one
/// product uses the team, others run on their callers alone.
/// </summary>
internal static unsafe class ShareTeam
{
    private static readonly Lock Busy = new();
    private static readonly List<SemaphoreSlim> Starts = [];
    private static readonly SemaphoreSlim Finished = new(0);
    private static delegate*<void*, int, int, void> s_work;
    private static void* s_state;
    private static int s_shares;
    private static int s_unfinished;
    private static Exception? s_failure;

    /// <summary>Calls <paramref name="work"/> with (state, share, shares) for every share and returns when all are done.</summary>
    public static void Run(delegate*<void*, int, int, void> work, void* state, int shares)
    {
        if (!Busy.TryEnter())
        {
            work(state, 0, 1);
            return;
        }

        try
        {
            while (Starts.Count < shares - 1) Hire();
            s_work = work;
            s_state = state;
            s_shares = s_unfinished = shares;
            s_failure = null;
            for (int share = 1; share < shares; share++) Starts[share - 1].Release();
            Do(0);
            Finished.Wait();
            if (s_failure is { } failure) throw new InvalidOperationException("A share of a product failed.", failure);
        }
        finally
        {
            Busy.Exit();
        }
    }

    private static void Hire()
    {
        SemaphoreSlim start = new(0);
        int share = Starts.Count + 1;
        Starts.Add(start);
        Thread thread = new(() =>
        {
            while (true)
            {
                start.Wait();
                Do(share);
            }
        });
        thread.IsBackground = true;
        thread.Name = $"product share {share}";
        thread.Start();
    }

    private static void Do(int share)
    {
        try
        {
            s_work(s_state, share, s_shares);
        }
        catch (OutOfMemoryException e)
        {
            s_failure = e;
        }
        finally
        {
            if (Interlocked.Decrement(ref s_unfinished) == 0) Finished.Release();
        }
    }
}
