namespace Neuromanifold.Fisher.Representations;

/// <summary>An inverse of a Fisher matrix, prepared for many vectors.</summary>
/// <param name="Damping">The λ added to every eigenvalue; 0 for a pseudo-inverse.</param>
/// <param name="Rank">Eigenvalues that are inverted; the matrix's order unless it is a pseudo-inverse.</param>
public abstract record FisherInverse(double Damping, int Rank)
{
    /// <summary>Applies it; the two must not overlap.</summary>
    public abstract void Apply(ReadOnlySpan<double> x, Span<double> y);
}
