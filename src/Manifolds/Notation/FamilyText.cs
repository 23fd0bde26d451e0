using System.Collections.Immutable;
using Neuromanifold.Manifolds.Distributions;
using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.Manifolds.ExponentialFamilies.Continuous;
using Neuromanifold.Manifolds.ExponentialFamilies.Directional;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Manifolds.ExponentialFamilies.Multivariate;
using Neuromanifold.Manifolds.LocationScale;
using Neuromanifold.Numerics.Errors;

namespace Neuromanifold.Manifolds.Notation;

/// <summary>Families by their word alone: those that hold no parameter fixed but the width of an outcome.</summary>
public static class FamilyText
{
    private static readonly ImmutableSortedDictionary<string, Func<int, DistributionFamily>> s_families = new Dictionary<string, Func<int, DistributionFamily>>(StringComparer.Ordinal)
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
        ["weibull"] = _ => new Weibull(),
        ["laplace"] = _ => new Laplace(),
        ["cauchy"] = _ => new Cauchy(),
        ["logistic"] = _ => new Logistic(),
        ["vonmises"] = _ => new VonMises(),
        ["mvnormal"] = width => new MultivariateNormal(width),
        ["dirichlet"] = width => new Dirichlet(width),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The words there are.</summary>
    public static IEnumerable<string> Words => s_families.Keys;

    /// <summary>The words of exponential families.</summary>
    public static IEnumerable<string> ExponentialWords => s_families.Where(family => family.Value(2) is ExponentialFamily).Select(family => family.Key);

    /// <summary>The exponential family of a word, for outcomes as wide as a distribution's.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static ExponentialFamily Parse(string word, Distribution like) => Named(word, like.Family.OutcomeWidth) as ExponentialFamily
        ?? throw new InvalidInputException("The family", $"'{word}'", "an exponential family");

    /// <summary>The family of a word, for outcomes of a width, or of a distribution: the one that "binomial(10, 0.5)" is of.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static DistributionFamily ParseFamily(string text, int width) => text.Contains('(', StringComparison.Ordinal) ? DistributionText.Parse(text).Family : Named(text, width);

    private static DistributionFamily Named(string word, int width) => s_families.TryGetValue(word, out Func<int, DistributionFamily>? family)
        ? family(Math.Max(2, width))
        : throw new InvalidInputException("The family", $"'{word}'", $"one of {string.Join(", ", Words)}", NearestName.Question(word, Words));
}
