using System.Numerics;

namespace Neuromanifold.Numerics.Collectives;

/// <summary>
/// One member of a group that runs the same program on different shares of the work and meets at collective calls:
/// threads of a process, or processes of a cluster. Every member makes the same calls in the same order.
/// </summary>
public interface ICommunicator
{
    /// <summary>This member, 0 … <see cref="Size"/> − 1.</summary>
    int Rank { get; }

    /// <summary>The number of members.</summary>
    int Size { get; }

    /// <summary>Waits until every member has arrived.</summary>
    void Barrier();

    /// <summary>Replaces the values by their sum over members, added in the order of ranks: every member ends with the same bits.</summary>
    void Sum<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
