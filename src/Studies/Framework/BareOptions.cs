using Neuromanifold.Fisher.Labels;
using Neuromanifold.Optimisation.NaturalGradient;

namespace Neuromanifold.Studies.Framework;

/// <summary>A natural gradient with nothing but its metric, that of the step's own batch: no momentum, no limit on a step, no weight decay.</summary>
internal static class BareOptions
{
    public static TOptions Of<TOptions>(TOptions options, double damping)
        where TOptions : NaturalGradientOptions => (TOptions)(options with
        {
            Damping = damping,
            Decay = 0,
            StatisticsPeriod = 1,
            InversePeriod = 1,
            Momentum = 0,
            DivergenceLimit = double.PositiveInfinity,
            WeightDecay = 0,
            Labels = LabelRule.Expected,
        });
}
