using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.FirstOrder;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="Adagrad{T}"/>.</summary>
internal sealed class AdagradKind : OptimiserKind
{
    public override string Name => "adagrad";

    public override string Description => "steps divided by the root of the summed squares of the gradient";

    public override ImmutableArray<OptimiserSetting> Settings { get; } = [Rate("0.02"), NumberSetting.Positive("epsilon", "added to the root", "1e-10"), Decay()];

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) =>
        new Adagrad<T>(network.Parameters.Length, settings.Number("epsilon"), settings.Number(WeightDecay));
}
