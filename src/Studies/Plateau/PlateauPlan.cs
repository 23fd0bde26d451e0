namespace Neuromanifold.Studies.Plateau;

/// <summary>How much is measured.</summary>
/// <param name="Seeds">Starts that are measured, each with its own teacher and its own inputs.</param>
/// <param name="ChoiceSeeds">Other starts, on which learning rates are chosen.</param>
/// <param name="MaximumSteps">The steps after which a run is given up.</param>
/// <param name="Rates">The learning rates that are tried, in units of one plus the damping.</param>
/// <param name="Dampings">The dampings of the natural gradient; the first one is what claims are about.</param>
internal sealed record PlateauPlan(int Seeds, int ChoiceSeeds, int MaximumSteps, ImmutableArray<double> Rates, ImmutableArray<double> Dampings)
{
    /// <summary>Twenty starts.</summary>
    public static PlateauPlan Full { get; } = new(Seeds: 20, ChoiceSeeds: 5, MaximumSteps: 5000, [0.03, 0.1, 0.3, 0.5, 1, 1.5, 2, 3], [1e-3, 1e-2, 1e-1, 1, 10]);

    /// <summary>Five starts, fewer rates and dampings, in some seconds.</summary>
    public static PlateauPlan Quick { get; } = new(Seeds: 5, ChoiceSeeds: 3, MaximumSteps: 2000, [0.1, 0.3, 1, 1.5, 2, 3], [1e-3, 1e-1, 10]);

    /// <summary>N, the inputs.</summary>
    public int Inputs { get; init; } = 20;

    /// <summary>New examples a step.</summary>
    public int Batch { get; init; } = 200;

    /// <summary>How long the weights of a student's unit are at first; a teacher's are of length one.</summary>
    public double StartLength { get; init; } = 0.001;

    /// <summary>
    /// A run leaves the plateau when its error is by so large a part below that of the plateau in theory, which holds for vanishing
    /// steps; it comes to it when its error is by no more than that part above its own median until it leaves, for steps of a size stand higher.
    /// </summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>The error at which a run has learnt, as a part of the plateau's.</summary>
    public double Target { get; init; } = 0.01;

    /// <summary>Points of a curve a decade of steps.</summary>
    public int PointsPerDecade { get; init; } = 12;
}
