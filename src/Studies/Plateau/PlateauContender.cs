using Neuromanifold.Optimisation;
using Neuromanifold.Optimisation.FirstOrder;
using Neuromanifold.Optimisation.NaturalGradient;
using Neuromanifold.Optimisation.NaturalGradient.Exact;

namespace Neuromanifold.Studies.Plateau;

/// <summary>Who steps, by an optimiser with nothing but its metric: no momentum, no limit on a step, no weight decay.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Damping">What is added to the metric; zero where there is none.</param>
/// <param name="Create">Makes the optimiser for one thread.</param>
internal sealed record PlateauContender(string Name, double Damping, Func<Network, Optimiser<double>> Create)
{
    /// <summary>The name of the plain gradient.</summary>
    public const string Plain = "plain gradient";

    /// <summary>Those of a plan: the plain gradient, the natural one at each damping, and at the first of them with a block for each unit.</summary>
    public static IReadOnlyList<PlateauContender> Of(PlateauPlan plan) =>
    [
        new(Plain, 0, network => new GradientDescent<double>(network.Parameters.Length)),
        .. plan.Dampings.Select(damping => new PlateauContender(NaturalAt(damping), damping, network => new ExactNaturalGradient<double>(network, BareOptions.Of(new ExactOptions(), damping), members: 1))),
        new(UnitWiseAt(plan.Dampings[0]), plan.Dampings[0], network => new UnitWiseNaturalGradient<double>(network, BareOptions.Of(new UnitWiseOptions(), plan.Dampings[0]), members: 1)),
    ];

    /// <summary>The name of the natural gradient at a damping.</summary>
    public static string NaturalAt(double damping) => $"natural gradient, damping {NumberText.Exact(damping)}";

    /// <summary>The name of the unit-wise natural gradient at a damping.</summary>
    public static string UnitWiseAt(double damping) => $"unit-wise natural gradient, damping {NumberText.Exact(damping)}";
}
