using Neuromanifold.Numerics.Tensors;

namespace Neuromanifold.Manifolds.Divergences;

/// <summary>A transport plan of nearly the least cost.</summary>
/// <param name="Cost">⟨P, C⟩, what the plan costs without the entropy.</param>
/// <param name="RegularisedCost">⟨P, C⟩ + ε KL(P ‖ a bᵀ), which the plan makes the least; from the dual potentials.</param>
/// <param name="MarginalError">Σ|row sums − a| + Σ|column sums − b|.</param>
/// <param name="Iterations">Passes over both margins.</param>
/// <param name="Converged">Whether the marginal error is within its tolerance.</param>
/// <param name="Plan">P, n×m: what is moved from each outcome to each other.</param>
public sealed record SinkhornResult(double Cost, double RegularisedCost, double MarginalError, int Iterations, bool Converged, Matrix<double> Plan);
