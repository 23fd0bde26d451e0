namespace Neuromanifold.Manifolds.Divergences;

/// <summary>A divergence by its name.</summary>
/// <param name="Name">As a user writes it, before the colon.</param>
/// <param name="Parameter">What stands after the colon, in words with its domain; null where nothing does.</param>
/// <param name="Description">One line.</param>
/// <param name="Create">The divergence of a parameter's value; null where the value lies outside of its domain.</param>
public sealed record DivergenceKind(string Name, string? Parameter, string Description, Func<double, Divergence?> Create)
{
    /// <summary>As a user writes it: "alpha:A".</summary>
    public string Usage => Parameter is null ? Name : $"{Name}:A";
}
