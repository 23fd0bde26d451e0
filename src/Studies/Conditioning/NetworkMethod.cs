using Neuromanifold.Optimisation;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.NaturalGradient.Exact;
using Neuromanifold.Optimisation.NaturalGradient.Relative;

namespace Neuromanifold.Studies.Conditioning;

/// <summary>
/// An optimiser with nothing but its metric, that of the step's own batch in exact expectation over labels: no momentum, no
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
        new("kfac", true, (network, damping, _) => new KroneckerFactoredNaturalGradient<double>(network, BareOptions.Of(new KroneckerFactoredOptions(), damping), members: 1)),
        new("rngd", true, (network, damping, examples) => new RelativeNaturalGradient<double>(network, BareOptions.Of(new RelativeOptions { Form = RelativeForm.Blocks, BlockReferences = Window * examples, WindowBatches = Window }, damping), members: 1)),
        new("unitwise", true, (network, damping, _) => new UnitWiseNaturalGradient<double>(network, BareOptions.Of(new UnitWiseOptions(), damping), members: 1)),
        new("natural", true, (network, damping, _) => new ExactNaturalGradient<double>(network, BareOptions.Of(new ExactOptions(), damping), members: 1)),
    ];
}
