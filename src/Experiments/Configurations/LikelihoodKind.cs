using Neuromanifold.Experiments.Datasets;
using Neuromanifold.Manifolds.ExponentialFamilies;

namespace Neuromanifold.Experiments.Configurations;

/// <summary>A likelihood as users choose it: a family once the number of outputs is known.</summary>
public sealed class LikelihoodKind
{
    private readonly Func<int, ExponentialFamily> _family;

    private LikelihoodKind(string name, OutcomeKind outcomes, Func<int, ExponentialFamily> family)
    {
        Name = name;
        Outcomes = outcomes;
        _family = family;
    }

    /// <summary>All of them; the first is the default.</summary>
    public static IReadOnlyList<LikelihoodKind> All { get; } =
    [
        new("categorical", OutcomeKind.Labels, outputs => Families.Categorical(outputs)),
        new("gaussian", OutcomeKind.Numbers, outputs => Families.IsotropicNormal(outputs)),
        new("bernoulli", OutcomeKind.Numbers, outputs => Families.IndependentBernoulli(outputs)),
        new("poisson", OutcomeKind.Numbers, outputs => Families.IndependentPoisson(outputs)),
    ];

    /// <summary>The name on the command line.</summary>
    public string Name { get; }

    /// <summary>What its outcomes are.</summary>
    public OutcomeKind Outcomes { get; }

    /// <summary>The fewest outputs it makes sense for.</summary>
    public int FewestOutputs => Outcomes == OutcomeKind.Labels ? 2 : 1;

    /// <summary>The family of a number of outputs.</summary>
    public ExponentialFamily Family(int outputs) => _family(outputs);
}
