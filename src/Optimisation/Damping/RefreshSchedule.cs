using System.Numerics;

namespace Neuromanifold.Optimisation.Damping;

/// <summary>
/// When something that ages is computed anew: every so many steps, and before the first such period at steps 0, 1, 2, 4, 8, …,
/// because a network changes fastest at the start and a curvature from one batch of it is no guide for a hundred steps.
/// </summary>
public readonly record struct RefreshSchedule
{
    private readonly int _period;

    /// <summary>A refresh every <paramref name="period"/> steps.</summary>
    public RefreshSchedule(int period)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        _period = period;
    }

    /// <summary>Whether the step with this number, from 0, refreshes.</summary>
    public bool IsDue(long step) => step % _period == 0 || (step < _period && BitOperations.IsPow2(step));
}
