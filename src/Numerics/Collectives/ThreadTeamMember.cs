using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Numerics.Collectives;

/// <summary>One thread's seat in a <see cref="ThreadTeam"/>.</summary>
internal sealed class ThreadTeamMember(int rank, int size, Rendezvous rendezvous, TeamSlots slots) : ICommunicator
{
    private int _turn;

    public int Rank => rank;

    public int Size => size;

    public void Barrier() => rendezvous.Arrive();

    public void Sum<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (size == 1) return;
        int turn = _turn;
        _turn = 1 - turn;
        values.CopyTo(slots.ToWrite<T>(rank, turn, values.Length));
        rendezvous.Arrive();
        slots.Of<T>(0, turn, values.Length).CopyTo(values);
        for (int other = 1; other < size; other++) TensorPrimitives.Add(values, slots.Of<T>(other, turn, values.Length), values);
    }

    /// <summary>Before a program: members that a failure parted in mid-exchange are in step again.</summary>
    public void Begin() => _turn = 0;
}
