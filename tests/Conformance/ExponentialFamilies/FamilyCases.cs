using Neuromanifold.Manifolds.ExponentialFamilies;
using Neuromanifold.References.ExponentialFamilies;

namespace Neuromanifold.Conformance.ExponentialFamilies;

/// <summary>The families under the laws, one line each.</summary>
public static class FamilyCases
{
    public static IReadOnlyDictionary<string, FamilyCase> ByName { get; } = new Dictionary<string, FamilyCase>(StringComparer.Ordinal)
    {
        ["categorical of 2"] = new(Families.Categorical(2), FamilyTwins.Categorical(2), 2, -800, 800),
        ["categorical of 10"] = new(Families.Categorical(10), FamilyTwins.Categorical(10), 2, -800, 800),
        ["categorical of 60"] = new(Families.Categorical(60), FamilyTwins.Categorical(60), 2, -800, 800),
        ["bernoulli"] = new(Families.IndependentBernoulli(1), FamilyTwins.Bernoulli(1), 2, -800, 800),
        ["four bernoulli"] = new(Families.IndependentBernoulli(4), FamilyTwins.Bernoulli(4), 2, -800, 800),
        ["poisson"] = new(Families.IndependentPoisson(1), FamilyTwins.Poisson(1), 1, -800, 300),
        ["two poisson"] = new(Families.IndependentPoisson(2), FamilyTwins.Poisson(2), 1, -800, 300),
        ["standard normal"] = new(Families.IsotropicNormal(1), FamilyTwins.Normal(1, 1), 1, -1e6, 1e6),
        ["two normal of variance 0.3"] = new(Families.IsotropicNormal(2, 0.3), FamilyTwins.Normal(2, 0.3), 0.5, -1e6, 1e6),
    };
}
