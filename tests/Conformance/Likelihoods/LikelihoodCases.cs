using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;
using Neuromanifold.References.Likelihoods;

namespace Neuromanifold.Conformance.Likelihoods;

/// <summary>The families under the laws, one line each.</summary>
public static class LikelihoodCases
{
    public static IReadOnlyDictionary<string, LikelihoodCase> ByName { get; } = new Dictionary<string, LikelihoodCase>(StringComparer.Ordinal)
    {
        ["categorical of 2"] = new(Likelihood.Categorical(2), LikelihoodTwins.Categorical(2), 2, -800, 800),
        ["categorical of 10"] = new(Likelihood.Categorical(10), LikelihoodTwins.Categorical(10), 2, -800, 800),
        ["categorical of 60"] = new(Likelihood.Categorical(60), LikelihoodTwins.Categorical(60), 2, -800, 800),
        ["bernoulli"] = new(Likelihood.Bernoulli(1), LikelihoodTwins.Bernoulli(1), 2, -800, 800),
        ["four bernoulli"] = new(Likelihood.Bernoulli(4), LikelihoodTwins.Bernoulli(4), 2, -800, 800),
        ["poisson"] = new(Likelihood.Poisson(1), LikelihoodTwins.Poisson(1), 1, -800, 300),
        ["two poisson"] = new(Likelihood.Poisson(2), LikelihoodTwins.Poisson(2), 1, -800, 300),
        ["standard normal"] = new(Likelihood.Normal(1), LikelihoodTwins.Normal(1, 1), 1, -1e6, 1e6),
        ["two normal of variance 0.3"] = new(Likelihood.Normal(2, 0.3), LikelihoodTwins.Normal(2, 0.3), 0.5, -1e6, 1e6),
    };
}
