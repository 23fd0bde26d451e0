using System.Diagnostics;

namespace Neuromanifold.Numerics.Collectives;

/// <summary>
/// A reusable barrier for steps of microseconds: arrivals spin for up to 100 µs and sleep after that. Where they wait for
/// milliseconds, because something else has the core of the one awaited, they spin less, down to 2 µs: a thread that has slept
/// is put before the others when it is woken, one that has spun is not. It can be broken, which releases all who wait in it or
/// come to it, until it is mended.
/// </summary>
internal sealed class Rendezvous(int size)
{
    private static readonly long LongestSpin = Stopwatch.Frequency / 10_000;
    private static readonly long ShortestSpin = Stopwatch.Frequency / 500_000;

    // Less than a scheduler lets a thread run for, more than members' shares of a step differ by.
    private static readonly long LostCore = Stopwatch.Frequency / 1000;

    private readonly object _gate = new();
    private int _arrived;
    private int _phase;
    private int _sleepers;
    private long _spin = LongestSpin;
    private volatile bool _broken;

    public bool Broken => _broken;

    /// <summary>Waits for all others.</summary>
    /// <exception cref="BrokenRendezvousException">It is broken, before or while waiting.</exception>
    public void Arrive()
    {
        int phase = Volatile.Read(ref _phase);
        if (Interlocked.Increment(ref _arrived) == size)
        {
            _arrived = 0;
            Volatile.Write(ref _phase, phase + 1);
            WakeSleepers();
        }
        else
        {
            WaitUntilPassed(phase);
        }

        if (_broken) throw new BrokenRendezvousException();
    }

    /// <summary>Releases everyone with an exception.</summary>
    public void Break()
    {
        _broken = true;
        WakeSleepers();
    }

    /// <summary>Makes a broken rendezvous whole; the caller knows that no one is in it.</summary>
    public void Mend()
    {
        _arrived = 0;
        _broken = false;
    }

    // Members change the length of the spin without taking turns: a change that is lost costs nothing but time.
    private void WaitUntilPassed(int phase)
    {
        long length = Volatile.Read(ref _spin), start = Stopwatch.GetTimestamp();
        if (!SpinUntilPassed(phase, start, length)) SleepUntilPassed(phase);
        bool isCoreLost = Stopwatch.GetTimestamp() - start > LostCore;
        Volatile.Write(ref _spin, isCoreLost ? Math.Max(length / 4, ShortestSpin) : Math.Min(length + (length / 4) + 1, LongestSpin));
    }

    private bool SpinUntilPassed(int phase, long start, long length)
    {
        while (!HasPassed(phase))
        {
            if (Stopwatch.GetTimestamp() - start > length) return false;
            Thread.SpinWait(8);
        }

        return true;
    }

    // A sleeper announces itself before it looks once more, and the last to arrive looks for sleepers after it has moved
    // the phase on: one of the two always sees the other.
    private void SleepUntilPassed(int phase)
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _sleepers);
            while (!HasPassed(phase)) Monitor.Wait(_gate);
            Interlocked.Decrement(ref _sleepers);
        }
    }

    private bool HasPassed(int phase) => Volatile.Read(ref _phase) != phase || _broken;

    private void WakeSleepers()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleepers) == 0) return;
        lock (_gate) Monitor.PulseAll(_gate);
    }
}
