namespace Neuromanifold.Manifolds.Divergences;

/// <summary>How an entropic transport problem is solved.</summary>
/// <param name="Regularisation">ε, in units of the cost: the weight of the plan's entropy.</param>
/// <param name="MarginalTolerance">The sum of absolute errors of the plan's margins at which iterations end.</param>
/// <param name="MostIterations">Where iterations end otherwise.</param>
public sealed record SinkhornSettings(double Regularisation, double MarginalTolerance = 1e-10, int MostIterations = 100_000);
