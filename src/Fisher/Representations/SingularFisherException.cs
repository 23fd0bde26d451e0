using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Fisher.Representations;

/// <summary>A singular Fisher matrix was to be inverted as it is.</summary>
public sealed class SingularFisherException(string name, int order, int rank, double threshold)
    : NumericalException($"{name} ({order}×{order}) is singular: its rank is {rank}, counting eigenvalues above {threshold:g3}. Solve it with a damping above zero, or use its pseudo-inverse.")
{
    /// <summary>The order of the matrix.</summary>
    public int Order => order;

    /// <summary>Its rank.</summary>
    public int Rank => rank;

    /// <summary>Eigenvalues at most this count as zero.</summary>
    public double Threshold => threshold;
}
