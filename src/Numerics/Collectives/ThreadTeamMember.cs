using System.Numerics;
using System.Numerics.Tensors;

namespace Neuromanifold.Numerics.Collectives;

/// <summary>One thread's seat in a <see cref="ThreadTeam"/>.</summary>
internal sealed class ThreadTeamMember(int rank, int size, Rendezvous rendezvous, TeamSlots slots) : ICommunicator
{
    public int Rank => rank;

    public int Size => size;

    public void Barrier() => rendezvous.Arrive();

    public void Sum<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (size == 1) return;
        if (rank == 0) slots.EnsureCapacity<T>(values.Length);
        rendezvous.Arrive();
        values.CopyTo(slots.Of<T>(rank, values.Length));
        rendezvous.Arrive();
        slots.Of<T>(0, values.Length).CopyTo(values);
        for (int other = 1; other < size; other++) TensorPrimitives.Add(values, slots.Of<T>(other, values.Length), values);
        rendezvous.Arrive();
    }
}
