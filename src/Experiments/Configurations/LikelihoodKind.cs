using Neuromanifold.Data.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies.Discrete;
using Neuromanifold.Networks.Likelihoods;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>A likelihood as users choose it: a family once the number of outputs is known.</summary>
public sealed class LikelihoodKind
{
    private readonly Func<int, Likelihood> _likelihoodOf;

    private LikelihoodKind(string name, OutcomeKind outcomes, Func<int, Likelihood> likelihoodOf)
    {
        Name = name;
        Outcomes = outcomes;
        _likelihoodOf = likelihoodOf;
    }

    /// <summary>All of them; the first is the default.</summary>
    public static IReadOnlyList<LikelihoodKind> All { get; } =
    [
        new("categorical", OutcomeKind.Labels, outputs => Likelihood.Categorical(outputs)),
        new("gaussian", OutcomeKind.Numbers, outputs => Likelihood.Normal(outputs)),
        new("bernoulli", OutcomeKind.Numbers, outputs => Likelihood.Bernoulli(outputs)),
        new("poisson", OutcomeKind.Numbers, outputs => Likelihood.Poisson(outputs)),
    ];

    /// <summary>The name on the command line.</summary>
    public string Name { get; }

    /// <summary>What its outcomes are.</summary>
    public OutcomeKind Outcomes { get; }

    /// <summary>The fewest outputs it makes sense for.</summary>
    public int FewestOutputs => Outcomes == OutcomeKind.Labels ? 2 : 1;

    /// <summary>The family of a number of outputs.</summary>
    public Likelihood Of(int outputs) => _likelihoodOf(outputs);
}
