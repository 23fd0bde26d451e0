using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Directional;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Notation;

/// <summary>Exponential families by their word alone: those that hold no parameter fixed but the width of an outcome.</summary>
public static class FamilyText
{
    private static readonly ImmutableSortedDictionary<string, Func<int, ExponentialFamily>> s_families = new Dictionary<string, Func<int, ExponentialFamily>>(StringComparer.Ordinal)
    {
        ["bernoulli"] = _ => new Binomial(1),
        ["poisson"] = _ => new Poisson(),
        ["geometric"] = _ => NegativeBinomial.Geometric,
        ["normal"] = _ => new Normal(),
        ["lognormal"] = _ => new LogNormal(),
        ["exponential"] = _ => new Exponential(),
        ["gamma"] = _ => new Gamma(),
        ["inversegamma"] = _ => new InverseGamma(),
        ["inversenormal"] = _ => new InverseNormal(),
        ["beta"] = _ => new Beta(),
        ["rayleigh"] = _ => new Rayleigh(),
        ["vonmises"] = _ => new VonMises(),
        ["mvnormal"] = width => new MultivariateNormal(width),
        ["dirichlet"] = width => new Dirichlet(width),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The words there are.</summary>
    public static IEnumerable<string> Words => s_families.Keys;

    /// <summary>The family of a word, for outcomes as wide as a distribution's.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static ExponentialFamily Parse(string word, Distribution like) => s_families.TryGetValue(word, out Func<int, ExponentialFamily>? family)
        ? family(Math.Max(2, like.Family.OutcomeWidth))
        : throw new InvalidInputException("The family", $"'{word}'", $"one of {string.Join(", ", Words)}", NearestName.Question(word, Words));
}
