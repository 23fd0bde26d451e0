namespace Neuromanifold.Numerics.Collectives;

/// <summary>Tells a member that another one failed; the team reports that one's exception.</summary>
internal sealed class BrokenRendezvousException : Exception;
