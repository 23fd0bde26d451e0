using System.Collections.Immutable;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.FirstOrder;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="Adam{T}"/>, with weight decay in the gradient (adam) or beside it (adamw).</summary>
internal sealed class AdamKind(bool decoupled) : OptimiserKind
{
    public override string Name => decoupled ? "adamw" : "adam";

    public override string Description => decoupled ? "Adam with decoupled weight decay" : "mean gradient over the root of the mean square, both corrected for their start";

    public override ImmutableArray<OptimiserSetting> Settings { get; } =
    [
        Rate("0.001"),
        NumberSetting.Decay("beta1", "weight of the past mean gradient", "0.9"),
        NumberSetting.Decay("beta2", "weight of the past mean square", "0.999"),
        NumberSetting.Positive("epsilon", "added to the root", "1e-8"),
        decoupled ? Decay("0.01", "share of every parameter, times the learning rate, that a step takes off") : Decay(),
    ];

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) => new Adam<T>(
        network.Parameters.Length,
        new AdamOptions
        {
            FirstDecay = settings.Number("beta1"),
            SecondDecay = settings.Number("beta2"),
            Epsilon = settings.Number("epsilon"),
            WeightDecay = settings.Number(WeightDecay),
            DecoupledWeightDecay = decoupled,
        });
}
