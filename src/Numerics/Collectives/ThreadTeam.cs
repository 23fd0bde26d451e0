using System.Runtime.ExceptionServices;

namespace Neuromanifold.Numerics.Collectives;

/// <summary>
/// A group of threads of this process that run one program together; the caller is rank 0. While a team lives the linear
/// algebra library runs each call on one thread, because two pools on the same cores cost far more than either saves.
/// </summary>
public sealed class ThreadTeam : IDisposable
{
    private readonly Rendezvous _ends;
    private readonly Rendezvous _within;
    private readonly ThreadTeamMember[] _members;
    private readonly Exception?[] _failures;
    private readonly Thread[] _threads;
    private volatile Action<ICommunicator>? _program;
    private bool _disposed;

    /// <summary>Starts <paramref name="size"/> − 1 threads, which wait (spinning shortly, then asleep) for programs.</summary>
    public ThreadTeam(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        _ends = new Rendezvous(size);
        _within = new Rendezvous(size);
        TeamSlots slots = new(size);
        _members = [.. Enumerable.Range(0, size).Select(rank => new ThreadTeamMember(rank, size, _within, slots))];
        _failures = new Exception?[size];
        LibraryThreads.Claim();
        _threads = [.. _members.Skip(1).Select(StartWorker)];
    }

    /// <summary>The number of members.</summary>
    public int Size => _members.Length;

    /// <summary>
    /// Runs a program on every member and returns when all have ended. If a member throws, the others are released from
    /// their collective calls and the exception of the lowest failing rank is thrown here; the team can run again. Allocates nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">A program of this team is running, perhaps the one that calls.</exception>
    /// <exception cref="ObjectDisposedException">The team was disposed of.</exception>
    public void Run(Action<ICommunicator> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_program is not null) throw new InvalidOperationException("A program of this team is running; it cannot start another one before it has ended.");
        _program = program;
        _ends.Arrive();
        Execute(_members[0]);
        _ends.Arrive();
        _program = null;
        if (_within.Broken) ThrowFailure();
    }

    /// <summary>Ends the threads; with the last team the library gets its own threads back.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _ends.Break();
        foreach (Thread thread in _threads) thread.Join();
        LibraryThreads.Release();
    }

    private Thread StartWorker(ThreadTeamMember member)
    {
        Thread thread = new(() => Work(member)) { IsBackground = true, Name = $"team member {member.Rank}" };
        thread.Start();
        return thread;
    }

    private void Work(ThreadTeamMember member)
    {
        try
        {
            while (true)
            {
                _ends.Arrive();
                Execute(member);
                _ends.Arrive();
            }
        }
        catch (BrokenRendezvousException)
        {
            // The team was disposed of.
        }
    }

    private void Execute(ThreadTeamMember member)
    {
        try
        {
            member.Begin();
            _program!(member);
        }
        catch (BrokenRendezvousException)
        {
            // Another member failed; its exception is the one to report.
        }
        catch (Exception failure)
        {
            _failures[member.Rank] = failure;
            _within.Break();
        }
    }

    private void ThrowFailure()
    {
        Exception first = Array.Find(_failures, failure => failure is not null)!;
        Array.Clear(_failures);
        _within.Mend();
        ExceptionDispatchInfo.Throw(first);
    }
}
