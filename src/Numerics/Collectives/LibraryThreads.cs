using Neuromanifold.Numerics.Blas;

namespace Neuromanifold.Numerics.Collectives;

/// <summary>Keeps the linear algebra library at one thread from the first living team's birth to the last one's end, whatever their order.</summary>
internal static class LibraryThreads
{
    private static readonly Lock Gate = new();
    private static int _teams;
    private static int _own;

    public static void Claim()
    {
        lock (Gate)
        {
            if (_teams++ > 0) return;
            _own = LinearAlgebraLibrary.Current.Threads;
            LinearAlgebraLibrary.Current.Threads = 1;
        }
    }

    public static void Release()
    {
        lock (Gate)
        {
            if (--_teams == 0) LinearAlgebraLibrary.Current.Threads = _own;
        }
    }
}
