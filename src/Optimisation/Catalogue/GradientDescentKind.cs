using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.FirstOrder;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="GradientDescent{T}"/>.</summary>
internal sealed class GradientDescentKind : OptimiserKind
{
    public override string Name => "sgd";

    public override string Description => "stochastic gradient descent";

    public override ImmutableArray<OptimiserSetting> Settings { get; } = [Rate("0.1"), Decay()];

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) =>
        new GradientDescent<T>(network.Parameters.Length, settings.Number(WeightDecay));
}
