using System.Collections.Immutable;
using System.Globalization;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Optimisation.Damping;
using Neuromanifold.Optimisation.NaturalGradient;

namespace Neuromanifold.Optimisation.Catalogue;

/// <summary>A natural gradient on offer: the settings that all of them share, with a member's own defaults and words.</summary>
public abstract class NaturalGradientKind : OptimiserKind
{
    /// <summary>The name of the damping among the settings.</summary>
    protected const string Damping = "damping";

    private const string Momentum = "momentum", Past = "decay", StatisticsEvery = "statistics-every",
        InverseEvery = "inverse-every", DivergenceLimit = "divergence-limit", Labels = "labels", Adapt = "adapt-damping",
        Step = "step", Reject = "reject-steps";

    private static readonly (string Name, LabelRule Rule)[] s_labels = [("sampled", LabelRule.Drawn()), ("exact", LabelRule.Expected), ("data", LabelRule.Observed)];

    /// <summary>The names of the settings that say of which labels a matrix is and how often it is refreshed.</summary>
    protected static ReadOnlySpan<string> OfRefreshes => new[] { Past, StatisticsEvery, InverseEvery, Labels };

    /// <summary>The names of the settings that say how far a step goes along its direction.</summary>
    protected static ReadOnlySpan<string> OfLengths => new[] { Momentum, DivergenceLimit, Adapt, Step, Reject };

    /// <inheritdoc/>
    protected internal override void Check(OptimiserSettings settings)
    {
        if (settings.Choice(Step) == "model") settings.RefuseGiven([Momentum], $"on steps of the quadratic model, which sets it, --{Step} model");
    }

    /// <summary>The shared settings.</summary>
    /// <param name="rate">The default learning rate.</param>
    /// <param name="defaults">The other defaults.</param>
    /// <param name="damping">What the damping does, in a phrase.</param>
    /// <param name="statistics">What is refreshed with the statistics, in the plural.</param>
    /// <param name="inverses">What is refreshed with the inverses, in the plural.</param>
    protected static ImmutableArray<OptimiserSetting> Shared(string rate, NaturalGradientOptions defaults, string damping, string statistics, string inverses) =>
    [
        Rate(rate),
        NumberSetting.Positive(Damping, damping, Text(defaults.Damping)),
        NumberSetting.Decay(Momentum, "weight of the past step", Text(defaults.Momentum)),
        NumberSetting.Decay(Past, $"weight of the past in the {statistics}", Text(defaults.Decay)),
        new CountSetting(StatisticsEvery, $"steps between refreshes of the {statistics}", Text(defaults.StatisticsPeriod)),
        new CountSetting(InverseEvery, $"steps between refreshes of {inverses}", Text(defaults.InversePeriod)),
        NumberSetting.Positive(DivergenceLimit, "the most that twice a step's divergence may be, for 500 examples", Text(defaults.DivergenceLimit)),
        new ChoiceSetting(Labels, "whose labels: drawn from the model, in exact expectation, or the data's (the empirical Fisher)", Text(defaults.Labels), [.. s_labels.Select(entry => entry.Name)]),
        new ChoiceSetting(Adapt, "adapt the damping by Levenberg and Marquardt's rule", "no", ["no", "yes"]),
        new ChoiceSetting(Step, "the length of a step: fixed by learning rate and momentum, or where the exact quadratic model is least (take --lr 1)", "fixed", ["fixed", "model"]),
        new ChoiceSetting(Reject, "take back a step that does not lower the objective on its own batch", "no", ["no", "yes"]),
        Decay(Text(defaults.WeightDecay)),
    ];

    /// <summary>Options with the values of the shared settings.</summary>
    protected static TOptions Read<TOptions>(TOptions defaults, OptimiserSettings settings)
        where TOptions : NaturalGradientOptions => (TOptions)(defaults with
        {
            Damping = settings.Number(Damping),
            Momentum = settings.Number(Momentum),
            Decay = settings.Number(Past),
            StatisticsPeriod = settings.Count(StatisticsEvery),
            InversePeriod = settings.Count(InverseEvery),
            DivergenceLimit = settings.Number(DivergenceLimit),
            WeightDecay = settings.Number(WeightDecay),
            Labels = s_labels.First(entry => entry.Name == settings.Choice(Labels)).Rule,
            Adaptation = settings.Choice(Adapt) == "yes" ? new LevenbergMarquardt() : null,
            StepLength = settings.Choice(Step) == "model" ? StepLength.Model : StepLength.Fixed,
            RejectsSteps = settings.Choice(Reject) == "yes",
        });

    /// <summary>A number as users write it.</summary>
    protected static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(LabelRule labels) => s_labels.First(entry => entry.Rule == labels).Name;
}
