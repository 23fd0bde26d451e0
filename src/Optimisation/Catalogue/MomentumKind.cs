using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.FirstOrder;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="Momentum{T}"/>.</summary>
internal sealed class MomentumKind : OptimiserKind
{
    public override string Name => "momentum";

    public override string Description => "gradient descent with a heavy ball";

    public override ImmutableArray<OptimiserSetting> Settings { get; } = [Rate("0.01"), NumberSetting.Decay("momentum", "weight of the past step", "0.9"), Decay()];

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) =>
        new Momentum<T>(network.Parameters.Length, settings.Number("momentum"), settings.Number(WeightDecay));
}
