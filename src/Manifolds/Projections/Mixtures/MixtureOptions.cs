namespace Neuromanifold.Manifolds.Projections.Mixtures;

/// <summary>How long a mixture is fitted.</summary>
/// <param name="MostSteps">Steps after which it ends.</param>
/// <param name="Tolerance">It ends where a step raises the mean log-likelihood of an outcome by less.</param>
/// <param name="Seed">The root of the start's randomness.</param>
public sealed record MixtureOptions(int MostSteps = 1000, double Tolerance = 1e-10, long Seed = 0)
{
    /// <summary>The defaults.</summary>
    public static MixtureOptions Default { get; } = new();
}
