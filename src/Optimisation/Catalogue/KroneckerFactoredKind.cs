using System.Collections.Immutable;
using System.Globalization;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation.Damping;
using Neuromanifold.Optimisation.NaturalGradient;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>Offers <see cref="KroneckerFactoredNaturalGradient{T}"/>, its defaults those of <see cref="KroneckerFactoredOptions"/>.</summary>
internal sealed class KroneckerFactoredKind : OptimiserKind
{
    private const string Damping = "damping", Momentum = "momentum", Past = "decay", StatisticsEvery = "statistics-every",
        InverseEvery = "inverse-every", DivergenceLimit = "divergence-limit", Labels = "labels", Adapt = "adapt-damping";

    private static readonly KroneckerFactoredOptions Defaults = new();

    public override string Name => "kfac";

    public override string Description => "natural gradient with a Kronecker-factored Fisher matrix a layer";

    public override ImmutableArray<OptimiserSetting> Settings { get; } =
    [
        Rate("0.3"),
        NumberSetting.Positive(Damping, "Tikhonov damping, split between the factors", Text(Defaults.Damping)),
        NumberSetting.Decay(Momentum, "weight of the past step", Text(Defaults.Momentum)),
        NumberSetting.Decay(Past, "weight of the past in the factors", Text(Defaults.Decay)),
        new CountSetting(StatisticsEvery, "steps between refreshes of the factors", Text(Defaults.StatisticsPeriod)),
        new CountSetting(InverseEvery, "steps between refreshes of their inverses", Text(Defaults.InversePeriod)),
        NumberSetting.Positive(DivergenceLimit, "the most that twice a step's divergence may be, for 500 examples", Text(Defaults.DivergenceLimit)),
        new ChoiceSetting(Labels, "whose labels: drawn from the model, in exact expectation, or the data's (the empirical Fisher)", "sampled", ["sampled", "exact", "data"]),
        new ChoiceSetting(Adapt, "adapt the damping by Levenberg and Marquardt's rule", "no", ["no", "yes"]),
        Decay(Text(Defaults.WeightDecay)),
    ];

    public override Optimiser<T> Create<T>(Network network, OptimiserSettings settings, int members)
    {
        KroneckerFactoredOptions options = new()
        {
            Damping = settings.Number(Damping),
            Momentum = settings.Number(Momentum),
            Decay = settings.Number(Past),
            StatisticsPeriod = settings.Count(StatisticsEvery),
            InversePeriod = settings.Count(InverseEvery),
            DivergenceLimit = settings.Number(DivergenceLimit),
            WeightDecay = settings.Number(WeightDecay),
            Labels = Enum.Parse<LabelSource>(settings.Choice(Labels), ignoreCase: true),
            Adaptation = settings.Choice(Adapt) == "yes" ? new LevenbergMarquardt() : null,
        };
        return new KroneckerFactoredNaturalGradient<T>(network, options, members);
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
