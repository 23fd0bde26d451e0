using System.Collections.Immutable;
using System.Globalization;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.FirstOrder.Eigenbases;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="EigenbasisAdam{T}"/>.</summary>
internal sealed class EigenbasisAdamKind : OptimiserKind
{
    private const string Every = "basis-every";

    private static readonly EigenbasisAdamOptions s_defaults = new();

    public override string Name => "soap";

    public override string Description => "Adam in the eigenbasis of Shampoo's factors";

    public override ImmutableArray<OptimiserSetting> Settings { get; } =
    [
        Rate("0.003"),
        NumberSetting.Decay("beta1", "weight of the past mean gradient", Text(s_defaults.FirstDecay)),
        NumberSetting.Decay("beta2", "weight of the past mean square and factors", Text(s_defaults.SecondDecay)),
        NumberSetting.Positive("epsilon", "added to the root", "1e-8"),
        new CountSetting(Every, "steps between refreshes of the eigenbases", Text(s_defaults.BasisPeriod)),
        Decay("0", "share of every parameter, times the learning rate, that a step takes off"),
    ];

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members) => new EigenbasisAdam<T>(
        network,
        new EigenbasisAdamOptions
        {
            FirstDecay = settings.Number("beta1"),
            SecondDecay = settings.Number("beta2"),
            Epsilon = settings.Number("epsilon"),
            BasisPeriod = settings.Count(Every),
            WeightDecay = settings.Number(WeightDecay),
        },
        members);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
