using System.Collections.Immutable;
using Neuromanifold.Fisher.Labels;
using Neuromanifold.Networks.Composition;
using Neuromanifold.Optimisation;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.NaturalGradient.Exact;
using Neuromanifold.Optimisation.NaturalGradient.Relative;

namespace Neuromanifold.Studies.Conditioning;

/// <summary>
/// An optimiser of the house with nothing but its metric, that of the step's own batch in exact expectation over labels: no momentum, no
/// limit on a step, no weight decay. That of the relative natural gradient is a mean over a window of steps, without which units that
/// saturate are carried away.
/// </summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="IsInvariant">Whether in theory affine maps of the inputs change nothing of its steps, but for damping.</param>
/// <param name="Create">Makes it for one thread, with a damping and for batches of so many examples.</param>
internal sealed record NetworkMethod(string Name, bool IsInvariant, Func<Network, double, int, Optimiser<double>> Create)
{
    /// <summary>The steps over which the relative natural gradient averages.</summary>
    public const int Window = 16;

    /// <summary>The name of the plain gradient.</summary>
    public const string Plain = "sgd";

    /// <summary>The methods that are compared, the plain gradient first.</summary>
    public static ImmutableArray<NetworkMethod> All { get; } =
    [
        new(Plain, false, (network, _, _) => new GradientDescent<double>(network.Parameters.Length)),
        new("kfac", true, (network, damping, _) => new KroneckerFactoredNaturalGradient<double>(network, Bare(new KroneckerFactoredOptions(), damping), members: 1)),
        new("rngd", true, (network, damping, examples) => new RelativeNaturalGradient<double>(network, Bare(new RelativeOptions { Form = RelativeForm.Blocks, BlockReferences = Window * examples, WindowBatches = Window }, damping), members: 1)),
        new("unitwise", true, (network, damping, _) => new UnitWiseNaturalGradient<double>(network, Bare(new UnitWiseOptions(), damping), members: 1)),
        new("natural", true, (network, damping, _) => new ExactNaturalGradient<double>(network, Bare(new ExactOptions(), damping), members: 1)),
    ];

    private static TOptions Bare<TOptions>(TOptions options, double damping)
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
