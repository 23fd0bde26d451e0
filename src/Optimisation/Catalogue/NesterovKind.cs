using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.FirstOrder;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="Nesterov{T}"/>.</summary>
internal sealed class NesterovKind : OptimiserKind
{
    public override string Name => "nesterov";

    public override string Description => "Nesterov's accelerated gradient";

    public override ImmutableArray<OptimiserSetting> Settings { get; } = [Rate("0.01"), NumberSetting.Decay("momentum", "weight of the past step", "0.9"), Decay()];

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) =>
        new Nesterov<T>(network.Parameters.Length, settings.Number("momentum"), settings.Number(WeightDecay));
}
