using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.FirstOrder;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="RootMeanSquarePropagation{T}"/>.</summary>
internal sealed class RootMeanSquarePropagationKind : OptimiserKind
{
    public override string Name => "rmsprop";

    public override string Description => "steps divided by the root of the mean square of the gradient";

    public override ImmutableArray<OptimiserSetting> Settings { get; } = [Rate("0.001"), NumberSetting.Decay("decay", "weight of the past mean square", "0.99"), NumberSetting.Positive("epsilon", "added to the root", "1e-8"), Decay()];

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) =>
        new RootMeanSquarePropagation<T>(network.Parameters.Length, settings.Number("decay"), settings.Number("epsilon"), settings.Number(WeightDecay));
}
